import type { Finding } from './finding.ts'
import type { Kind } from './kind.ts'

/** Version of the report's shape; raised when a reader of the old shape would misread the new one. */
export const REPORT_VERSION = 1

/** `$id` of the report's JSON Schema, and the `$schema` of every report. */
export const REPORT_SCHEMA = `urn:watertight:report:${REPORT_VERSION}`

/** What a process held at one moment. Counts are numbers of open things, sizes are bytes. `null`: not observed. */
export interface Sample {
  readonly descriptors: number | null
  readonly sockets: number | null
  readonly children: number | null
  readonly rssBytes: number | null
  readonly heapBytes: number | null
  /** Memory outside the heap that V8 knows of: Buffers, ArrayBuffers, WebAssembly. */
  readonly externalBytes: number | null
}

export interface TestReport {
  readonly id: string
  /** Full name inside the file: `suite > test`. */
  readonly name: string
  readonly line?: number
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending'
  /** It failed by an error of its own, whatever it leaked besides. */
  readonly failedItself?: true
  /** Milliseconds since the start of the run; absent where the test did not run. */
  readonly startedAtMs?: number
  readonly durationMs: number
  /** From the end of the body to the end of the last hook and fixture. */
  readonly teardownMs: number
  readonly before: Sample | null
  readonly after: Sample | null
  readonly findings: readonly Finding[]
}

export interface FileReport {
  /** Relative to the root, `/` separated. */
  readonly path: string
  readonly project: string
  readonly pool: string
  /** Process id of the worker; 0 when unknown. */
  readonly worker: number
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending'
  readonly durationMs: number
  readonly tests: readonly TestReport[]
  /** Findings charged to the file or to a suite of it. */
  readonly findings: readonly Finding[]
  /** In merged reports: the command that this file stands for. */
  readonly command?: CommandReport
}

export interface WorkerSample {
  /** Milliseconds since the start of the run. */
  readonly atMs: number
  readonly rssBytes: number
  readonly cpuPercent: number
  readonly descriptors: number | null
  readonly children: number | null
}

export interface WorkerReport {
  readonly pid: number
  readonly files: readonly string[]
  readonly samples: readonly WorkerSample[]
}

/** Something that could not be observed, said once. */
export interface Unchecked {
  /** `descriptors`, `processes`, `worker`, `project`, `memory`, `report`, `baseline`, … */
  readonly what: string
  /** Which project, file or process it concerns; absent for the whole run. */
  readonly where?: string
  readonly why: string
}

/** A leaked process that was ended at the end of the run. */
export interface Reaped {
  readonly pid: number
  readonly command: string
  readonly signal: 'SIGTERM' | 'SIGKILL'
  readonly outcome: 'ended' | 'refused' | 'survived'
  /** Full name of the test it was charged to. */
  readonly owner?: string
}

export interface SlowTeardown {
  readonly name: string
  readonly file: string
  readonly teardownMs: number
}

/** Memory that creeps over a file by less than the tolerance a test. */
export interface Trend {
  readonly file: string
  readonly kind: 'heap-memory' | 'buffer-memory' | 'native-memory'
  readonly fromBytes: number
  readonly toBytes: number
  readonly tests: number
  /** Least-squares slope in bytes a test. */
  readonly bytesPerTest: number
}

export interface Summary {
  readonly files: number
  readonly tests: number
  readonly checkedTests: number
  /** Numbers of leaked findings that fail, by kind. */
  readonly failing: Readonly<Partial<Record<Kind, number>>>
  /** Numbers of leaked findings that only warn, by kind. */
  readonly warning: Readonly<Partial<Record<Kind, number>>>
  readonly held: number
  readonly late: number
  readonly known: number
  readonly peak: Sample
}

/** A container that was started while a command ran. Who asked for it cannot be proved. */
export interface StartedContainer {
  readonly id: string
  readonly name: string
  readonly image: string
  /** Whether it was removed, because the user had said so. */
  readonly removed: boolean
}

/** The command that `watertight run` ran, and how its processes were told from all others. */
export interface CommandReport {
  /** Command line, arguments joined by spaces. */
  readonly line: string
  /** `null` when a signal ended it, or when it could not be started. */
  readonly exitCode: number | null
  readonly signal: string | null
  /** `cgroup`: the kernel kept its processes together. `marker`: they were known by what they inherited. */
  readonly containment: 'cgroup' | 'marker'
  readonly containers: readonly StartedContainer[]
}

/** The report at `.watertight/report.json`. */
export interface Report {
  readonly $schema: string
  readonly version: typeof REPORT_VERSION
  readonly tool: { readonly name: string; readonly version: string }
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly environment: {
    readonly node: string
    readonly platform: string
    readonly arch: string
    readonly vitest: string
    /** Absolute path the relative ones are relative to. */
    readonly root: string
  }
  /** Set in the report of `watertight run` alone, whose one file is the command; merged with others, that file has it. */
  readonly command?: CommandReport
  readonly summary: Summary
  readonly files: readonly FileReport[]
  readonly workers: readonly WorkerReport[]
  readonly trends: readonly Trend[]
  readonly slowTeardowns: readonly SlowTeardown[]
  readonly unchecked: readonly Unchecked[]
  readonly reaped: readonly Reaped[]
  /** `allow` entries that matched nothing. */
  readonly staleAllows: readonly string[]
  /** Fingerprints of baseline entries that were not seen any more. */
  readonly fixed: readonly string[]
}
