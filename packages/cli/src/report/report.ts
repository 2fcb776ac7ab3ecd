import { mergeReports, printable, relocateReport } from '@watertight/findings'
import type { Report, Reports } from '@watertight/findings'
import { wantsColor } from '../color.ts'
import { EXIT } from '../ending.ts'
import type { Ending } from '../ending.ts'
import { writeAtomically } from '../write-atomically.ts'
import { writeTo } from '../write.ts'
import { DEFAULT_REPORT } from './default-report.ts'
import type { ReportOptions } from './options.ts'
import { readReport } from './read-report.ts'
import { render } from './render.ts'

/** Shows one or several reports as one, on standard output or in a file. */
export function report(paths: readonly string[], { format, json, output }: ReportOptions): Ending {
  const merged = readHere(paths.length === 0 ? [DEFAULT_REPORT] : paths)
  const stream = output === undefined ? process.stdout : {}
  const text = render(merged, json === true ? 'json' : format, { color: wantsColor(stream) })
  if (output === undefined) writeTo('stdout', text)
  return output === undefined ? { code: EXIT.success } : write(output, text)
}

/** Paths count from here: annotations and links are made for whoever stands at the root of the repository. */
function readHere(paths: readonly string[]): Report {
  const reports = paths.map((path) => relocateReport(readReport(path), process.cwd()))
  return mergeReports(reports as unknown as Reports)
}

function write(path: string, text: string): Ending {
  try {
    writeAtomically(path, text)
    return { code: EXIT.success }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    writeTo('stderr', `watertight: \`${printable(path, PATH_LENGTH)}\` could not be written: ${why}\n`)
    return { code: EXIT.failure }
  }
}

const PATH_LENGTH = 200
