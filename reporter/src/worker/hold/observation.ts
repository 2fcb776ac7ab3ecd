import type { Probe } from '@watertight/probe'
import type { ClientBirths, Requests } from '@watertight/probe/ledger'
import type { Scope } from '../scope.ts'
import type { IdleConnections } from './idle.ts'
import type { GlobalClients } from './pools.ts'

/** What the readings of one verdict share. */
export interface Observation {
  readonly requests: Requests<Scope>
  readonly births: ClientBirths<Scope>
  readonly probe: Probe
  readonly globalClients: GlobalClients
  readonly idle: IdleConnections
  /** Connections whose client is a pool of the process and idle: nobody is charged with either end. Filled as they are read. */
  readonly spared: Set<string>
  /** `performance.now()` when the reading began. */
  readonly nowMs: number
}
