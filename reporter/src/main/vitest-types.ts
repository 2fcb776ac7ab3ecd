import type { TaskLike } from '../worker/verdict.ts'

/** As much of Vitest's node API as is used; 3.2, 4 and 5 agree on it. */
export interface VitestLike {
  readonly version: string
  readonly config: ConfigLike & {
    readonly root: string
    readonly watch?: boolean
    readonly teardownTimeout?: number
    /** Names with options, or reporters that were made already. */
    readonly reporters?: readonly unknown[]
    /** Where blobs are that this run merges. */
    readonly mergeReports?: string
    readonly shard?: unknown
  }
  readonly projects: readonly ProjectLike[]
  readonly logger: { log(...args: unknown[]): void; error(...args: unknown[]): void }
}

export interface ProjectLike {
  readonly name: string
  readonly config: ConfigLike
  provide(key: string, value: unknown): void
  readonly vite?: { readonly config: { readonly server: { readonly fs: { readonly allow: string[] } } } }
}

export interface ConfigLike {
  setupFiles: string[]
  readonly pool?: string
  runner?: string
  /** Vitest 4 and later. */
  execArgv?: string[]
  /** Vitest 3. */
  poolOptions?: Record<string, { execArgv?: string[] }>
  readonly mode?: string
  readonly browser?: { readonly enabled?: boolean }
  readonly benchmark?: unknown
}

export interface TestModuleLike {
  readonly task: TaskLike['file']
  readonly project: { readonly name: string }
}

export interface SpecificationLike {
  /** The path of its file, absolute. */
  readonly moduleId: string
  readonly project: { readonly name: string }
}
