import { REPORT_SCHEMA, REPORT_VERSION, summarise } from '@watertight/findings'
import type {
  CommandReport,
  FileReport,
  Finding,
  Reaped,
  Report,
  Unchecked,
  WorkerSample,
} from '@watertight/findings'
import { readVersion } from '../version.ts'
import type { EndedLeftover } from './leftovers.ts'

/** What the report of a command is made of. */
export interface Gathered {
  readonly command: CommandReport
  readonly pid: number
  readonly startedAt: Date
  readonly durationMs: number
  readonly findings: readonly Finding[]
  readonly samples: readonly WorkerSample[]
  readonly ended: readonly EndedLeftover[]
  readonly unchecked: readonly Unchecked[]
  readonly staleAllows: readonly string[]
  readonly root: string
}

/** The report of a command, in the shape of a test run's: the command is its one file. Pure but for our version. */
export function buildReport(gathered: Gathered): Report {
  const { command, pid, startedAt, durationMs, samples } = gathered
  const files = [fileOf(gathered)]
  const workers = samples.length === 0 ? [] : [{ pid, files: [command.line], samples }]
  return {
    $schema: REPORT_SCHEMA,
    version: REPORT_VERSION,
    tool: { name: 'watertight', version: readVersion() },
    startedAt: startedAt.toISOString(),
    durationMs,
    environment: {
      node: process.versions.node,
      platform: process.platform,
      arch: process.arch,
      vitest: '',
      root: gathered.root,
    },
    command,
    summary: summarise(files, workers),
    files,
    workers,
    trends: [],
    slowTeardowns: [],
    unchecked: gathered.unchecked,
    reaped: gathered.ended.flatMap((end) => reapedOf(end, command)),
    staleAllows: gathered.staleAllows,
    fixed: [],
  }
}

function fileOf({ command, pid, durationMs, findings }: Gathered): FileReport {
  return {
    path: command.line,
    project: '',
    pool: '',
    worker: pid,
    state: stateOf(command),
    durationMs,
    tests: [],
    findings,
  }
}

function stateOf({ exitCode }: CommandReport): 'passed' | 'failed' {
  return exitCode === 0 ? 'passed' : 'failed'
}

function reapedOf({ identity, command, signal, outcome }: EndedLeftover, { line }: CommandReport): Reaped[] {
  return outcome === 'gone'
    ? []
    : [{ pid: identity.pid, command, signal: signal ?? 'SIGTERM', outcome, owner: line }]
}
