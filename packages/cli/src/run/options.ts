/** What `watertight run` was asked for. */
export interface RunOptions {
  readonly allow?: readonly string[]
  readonly grace: number
  readonly settle: number
  readonly keep?: true
  readonly cgroup: boolean
  readonly containers: ContainerPolicy
  readonly report?: string
  readonly json?: true
}

/** What may be done with containers that were started meanwhile. */
export const CONTAINER_POLICIES = ['report', 'remove'] as const

/** One of `CONTAINER_POLICIES`. */
type ContainerPolicy = (typeof CONTAINER_POLICIES)[number]
