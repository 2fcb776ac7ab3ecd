import type { Kind } from './kind.ts'

/** One frame of the user's code (or of a library), already source-mapped where the runtime maps. */
export interface Frame {
  /** Absolute path, or `node:…` for the runtime's own files. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** 1-based. */
  readonly column: number
  /** Function name as V8 prints it, absent for anonymous code. */
  readonly function?: string
}

/** Where a resource was acquired: the user's frame, and the library between it and Node, if any. */
export interface Place extends Frame {
  /** Package name of the library that acquired it on the user's behalf (`pg`, `ioredis`), if any. */
  readonly via?: string
  /** What stood there when it leaked, so that a reader can tell whether it still does. */
  readonly digest?: SourceDigest
}

/** Digests of source text as `sourceDigest` makes them. */
export interface SourceDigest {
  /** Of the line without its indentation. */
  readonly line: string
  /** Of the whole file. */
  readonly file: string
}

/** The scopes of a run, widest first: run ⊃ worker ⊃ file ⊃ suite ⊃ test. */
export type ScopeKind = 'run' | 'worker' | 'file' | 'suite' | 'test'

/** Whom a finding is charged to. */
export interface Owner {
  readonly scope: ScopeKind
  /** The task id of the runner (empty for `run` and `worker`). */
  readonly id: string
  /** Full name: `suite > test`; the file's relative path for a file. */
  readonly name: string
  /** Path of the test file, relative to the root, `/` separated. */
  readonly file: string
}

/**
 * What the observer knows of one resource, before any sentence is made of it.
 * Only what was really seen is set.
 */
export interface Facts {
  readonly kind: Kind
  /** How many resources of this very origin are meant (folded), at least 1. */
  readonly count?: number
  /** Descriptor number. */
  readonly fd?: number
  /** A file system path, a UNIX socket path or a watched path. */
  readonly path?: string
  readonly localAddress?: string
  readonly localPort?: number
  readonly remoteAddress?: string
  readonly remotePort?: number
  /** `tcp`, `tls`, `http`, `https`, `http2`, `udp4`, `udp6`, `unix`: finer than the kind. */
  readonly protocol?: string
  /** Open connections of a server. */
  readonly connections?: number
  readonly pid?: number
  /** Command line, arguments joined by spaces. */
  readonly command?: string
  /** Ports that the leaked process listens on: `127.0.0.1:8000`. */
  readonly listens?: readonly string[]
  /** Delay of a timer in ms. */
  readonly delayMs?: number
  /** Whether the timer repeats or re-arms itself. */
  readonly repeats?: boolean
  /** Method and URL of a request. */
  readonly url?: string
  /** Name of the event listened to, of the broadcast channel, or of the function that set a timer (`setInterval`). */
  readonly name?: string
  /** Class name of the emitter, stream or handle. */
  readonly className?: string
  /** Memory before and after, in bytes. */
  readonly beforeBytes?: number
  readonly afterBytes?: number
  /** The library that made it (`pg`), where known: chooses the remedy. */
  readonly client?: string
  /** What the target was, free text, when nothing more specific is known. */
  readonly target?: string
}

export type Level = 'fail' | 'warn' | 'off'

/**
 * - `leaked`: never released.
 * - `held`: outlived its test but was released by an outer scope.
 * - `late`: released a moment after its test ended, which nothing awaited.
 */
export type Status = 'leaked' | 'held' | 'late'

/**
 * What running the accused tests again several times showed:
 * - `grows`: it is left again each time, a leak.
 * - `once`: only the first time in a worker, a lazy initialisation.
 * - `not-seen`: it was not left again.
 * - `varies`: it was left in some of the runs.
 */
export type ConfirmationVerdict = 'grows' | 'once' | 'not-seen' | 'varies'

/** The result of `watertight confirm` for one finding. */
export interface Confirmation {
  readonly verdict: ConfirmationVerdict
  /** How often the test ran again, in one worker. */
  readonly runs: number
  /** In how many of these runs the resource was left. */
  readonly seen: number
}

/** One resource that did not come back: owner, place, evidence, remedy. */
export interface Finding {
  readonly kind: Kind
  readonly level: Exclude<Level, 'off'>
  readonly status: Status
  /** Stable over moved lines, shards and machines. 16 hex digits. */
  readonly fingerprint: string
  readonly owner: Owner
  readonly facts: Facts
  readonly place?: Place
  /** Acquisition stack, innermost first, Node's own frames left out. */
  readonly stack: readonly Frame[]
  /** Fact and remedy in one paragraph. */
  readonly message: string
  /** How to close it, one sentence or snippet. */
  readonly remedy: string
  /** Further facts that support it, one line each. */
  readonly evidence: readonly string[]
  /** Full names of all tests that could have done it, or of suites whose hooks could, when it cannot be told which. */
  readonly suspects?: readonly string[]
  /** True when a baseline knows this finding (it warns instead of failing). */
  readonly known?: boolean
  /** The lint rule that would have shown it in the editor; absent where none can. */
  readonly rule?: string
  readonly confirmation?: Confirmation
}
