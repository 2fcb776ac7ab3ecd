import type { Report, WorkerSample } from '@watertight/findings'
import type { ProcessInfo } from '@watertight/probe'
import { wantsColor } from '../color.ts'
import { writeAtomically } from '../write-atomically.ts'
import { writeTo } from '../write.ts'
import type { Judged } from './judge.ts'
import { buildReport } from './report.ts'
import type { Run } from './run.ts'
import { sayRun } from './say.ts'
import type { CommandEnd } from './start-command.ts'

/** Everything that is known of a command when all is done. */
interface Outcome extends Judged {
  readonly command: ProcessInfo
  readonly startedAt: Date
  readonly durationMs: number
  readonly samples: readonly WorkerSample[]
  readonly end: CommandEnd
}

/**
 * Says the result on standard error and, where that was asked for, writes the report: standard output belongs to the
 * command, but for `--json`.
 */
export function publish({ words, options, containment }: Run, outcome: Outcome): void {
  const { end, command, containers, ...rest } = outcome
  const { exitCode, signal } = end
  const report = buildReport({
    ...rest,
    command: { line: words.join(' '), exitCode, signal, containment: containment.kind, containers },
    pid: command.identity.pid,
    root: process.cwd(),
  })
  writeTo('stderr', sayRun(report, wantsColor(process.stderr)))
  if (options.json === true) writeTo('stdout', `${JSON.stringify(report)}\n`)
  if (options.report !== undefined) writeReport(options.report, report)
}

function writeReport(path: string, report: Report): void {
  try {
    writeAtomically(path, `${JSON.stringify(report, null, 1)}\n`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    writeTo('stderr', `watertight: the report could not be written: ${why}\n`)
  }
}
