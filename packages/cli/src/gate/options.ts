import type { Kind } from '@watertight/findings'
import type { Budget } from './budget.ts'

/** How the result can be written. */
export const FORMATS = ['text', 'markdown', 'github', 'sarif', 'junit', 'json'] as const

/** One of `FORMATS`. */
export type Format = (typeof FORMATS)[number]

/** What `watertight gate` was asked for. */
export interface GateOptions {
  readonly baseline?: string
  readonly update?: true
  /** How many new leaks of a kind are tolerated. */
  readonly max?: ReadonlyMap<Kind, number>
  readonly budget?: readonly Budget[]
  readonly requireConfirmed?: true
  readonly format: Format
  readonly json?: true
  readonly output?: string
}
