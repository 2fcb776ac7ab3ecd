import { wantsColor } from '../color.ts'
import type { Ending } from '../ending.ts'
import { DEFAULT_REPORT } from '../report/default-report.ts'
import { UsageError } from '../usage-error.ts'
import { writeAtomically } from '../write-atomically.ts'
import { writeTo } from '../write.ts'
import { formatResult } from './format.ts'
import { examine } from './examine.ts'
import type { Format, GateOptions } from './options.ts'
import { CODES } from './result.ts'
import type { GateResult } from './result.ts'
import { sayResult } from './say.ts'

/** Judges reports, says the result, and says how this process is to end. */
export function gate(paths: readonly string[], options: GateOptions): Ending {
  if (options.update === true && options.baseline === undefined)
    throw new UsageError('`--update` needs `--baseline <file>`, to know which file to write.')
  const result = examine(paths.length === 0 ? [DEFAULT_REPORT] : paths, options)
  publish(result, options.json === true ? 'json' : options.format, options.output)
  return { code: CODES[result.judgement.verdict] }
}

/** What goes into a file is said on the terminal too, as text: whoever reads the log of a job wants to see why it failed. */
function publish(result: GateResult, format: Format, output: string | undefined): void {
  const color = output === undefined && wantsColor(process.stdout)
  const text = formatResult(format, result, { color, folder: process.cwd() })
  if (output === undefined) {
    writeTo('stdout', text)
    return
  }
  try {
    writeAtomically(output, text)
  } catch (cause) {
    throw new UsageError(`The output could not be written: ${(cause as Error).message}`, { cause })
  }
  writeTo('stdout', sayResult(result, wantsColor(process.stdout)))
}
