import { createProbe } from '@watertight/probe'
import { systemClock } from '../clock.ts'
import { expectOptions, fields, milliseconds } from '../expect.ts'
import type { Expectations } from '../expect.ts'
import { endTree } from '../processes/end-tree.ts'
import { findProjectRoot } from '../session/project-root.ts'
import { askYesNo, canAsk } from './ask.ts'
import type { AskTerminal } from './ask.ts'
import { isFreePort } from './free-port.ts'
import type { PortHolder, PortHolding } from './holder.ts'
import { PortHeldError } from './port-held-error.ts'
import { askToEnd } from './say-holder.ts'
import { whoHolds } from './who-holds.ts'
import type { WhoHoldsOptions } from './who-holds.ts'

/** Whom to end for a port. */
export interface ReclaimOptions extends WhoHoldsOptions {
  /** Whether to ask on the terminal before anything is ended; where there is none, nothing is. */
  readonly ask?: boolean
  /**
   * - `stale`, the default: only what Watertight started for a run that has ended.
   * - `ours`: also what it started for a run that is still there.
   * - `asked`: whatever holds it, but of what is not stale only after a yes.
   */
  readonly freeWhen?: FreeWhen
  /** Time after SIGTERM before SIGKILL follows, in ms; 5,000 by default. */
  readonly graceMs?: number
  readonly terminal?: AskTerminal
}

/** See `ReclaimOptions.freeWhen`. */
export type FreeWhen = 'stale' | 'ours' | 'asked'

/** What was ended for a port; nobody when it was free. */
export interface ReclaimedPort {
  readonly port: number
  readonly ended: readonly PortHolder[]
}

const MAY_END: Readonly<Record<FreeWhen, ReadonlySet<PortHolder['standing']>>> = {
  stale: new Set(['stale']),
  ours: new Set(['stale', 'ours']),
  asked: new Set(['stale', 'ours', 'foreign']),
}

const OPTIONS: Expectations = {
  ask: { words: 'a boolean', isMet: (value) => typeof value === 'boolean' },
  freeWhen: {
    words: Object.keys(MAY_END).join(' or '),
    isMet: (value) => Object.hasOwn(MAY_END, String(value)),
  },
  graceMs: milliseconds,
  terminal: fields,
  probe: fields,
  directories: { words: 'an array', isMet: Array.isArray },
}

// After a server's end the system may need a moment to let its port go.
const FREE_MS = 5_000
const PAUSE_MS = 10

/**
 * Frees a TCP port if what holds it is ours and stale, and does nothing if nobody holds it.
 * Rejects with a `PortHeldError` that says who holds it when that may not, or could not, be ended.
 */
export async function reclaimPort(port: number, options: ReclaimOptions = {}): Promise<ReclaimedPort> {
  expectOptions(options, OPTIONS)
  const { probe = createProbe(), graceMs } = options
  const holding = await whoHolds(port, { ...options, probe })
  const { state, holders } = holding
  if (state === 'free') return { port, ended: [] }
  await authorise(holding, options)
  for (const { tree } of holders)
    await endTree(tree, { probe, ...(graceMs === undefined ? {} : { graceMs }) })
  if (await becomesFree(port)) return { port, ended: holders }
  const left = await whoHolds(port, { ...options, probe })
  throw new PortHeldError(left, 'It could not be ended.')
}

const TERMINAL: AskTerminal = { input: process.stdin, output: process.stderr }

/** Returns when every holder may be ended, and throws otherwise. */
async function authorise(
  holding: PortHolding,
  { freeWhen = 'stale', ask = false, terminal = TERMINAL }: ReclaimOptions,
): Promise<void> {
  const { port, holders } = holding
  const isAllowed = ({ standing }: PortHolder): boolean => MAY_END[freeWhen].has(standing)
  if (holders.length === 0 || !holders.every(isAllowed)) throw new PortHeldError(holding)
  const toAsk = holders.filter(({ standing }) => ask || (freeWhen === 'asked' && standing !== 'stale'))
  if (toAsk.length > 0 && !canAsk(terminal))
    throw new PortHeldError(holding, 'There is no terminal to ask on.')
  const root = findProjectRoot()
  for (const holder of toAsk) {
    const isMeant = await askYesNo(askToEnd(port, holder, root), holder.standing === 'stale', terminal)
    if (!isMeant) throw new PortHeldError(holding, 'It was left alone, as was answered.')
  }
}

async function becomesFree(port: number): Promise<boolean> {
  const deadline = systemClock.now() + FREE_MS
  while (!(await isFreePort(port))) {
    if (systemClock.now() >= deadline) return false
    await systemClock.sleep(PAUSE_MS)
  }
  return true
}
