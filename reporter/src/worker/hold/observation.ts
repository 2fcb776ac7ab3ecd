import type { Probe } from '@watertight/probe'
import type { ClientBirths, Requests } from '@watertight/probe/ledger'
import type { Scope } from '../scope.ts'

/** What the readings of one verdict share. */
export interface Observation {
  readonly requests: Requests<Scope>
  readonly births: ClientBirths<Scope>
  readonly probe: Probe
  /** `performance.now()` when the reading began. */
  readonly nowMs: number
}
