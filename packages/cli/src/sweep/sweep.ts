import { clearSession, isBlind, listSessions } from '@watertight/lifecycle'
import type { ClearedSession, RecordedSession, RefusedSession } from '@watertight/lifecycle'
import { createProbe } from '@watertight/probe'
import { EXIT } from '../ending.ts'
import type { Ending } from '../ending.ts'
import { askYes, canAsk } from '../prompt.ts'
import { writeTo } from '../write.ts'
import { sayNothingLeft, sayNotRecorded, sayRefused, saySweep } from './say.ts'

/** What `watertight sweep` was asked for. */
export interface SweepOptions {
  readonly yes?: true
  readonly dryRun?: true
  readonly json?: true
}

/** Lists what earlier sessions left, asks, and clears it. */
export async function sweep(options: SweepOptions): Promise<Ending> {
  if (isBlind(createProbe())) return sweepNothing(options)
  const listed = listSessions()
  const refused = listed.filter((session) => session.state === 'refused')
  const stale = listed.filter((session): session is RecordedSession => isStale(session))
  const planned = await clearAll(stale, true)
  const isAllowed = stale.length > 0 && options.dryRun !== true && (await mayClear(planned, options))
  const sessions = isAllowed ? await clearAll(stale, false) : planned
  tell(sessions, refused, options)
  return { code: sessions.every(isCleared) && refused.length === 0 ? EXIT.success : EXIT.failure }
}

/** Where no process can be told from another, runs leave no record: no failure, and not "nothing is left" either. */
function sweepNothing({ json }: SweepOptions): Ending {
  if (json === true) tell([], [], { json })
  writeTo('stderr', sayNotRecorded())
  return { code: EXIT.success }
}

function isStale({ state }: RecordedSession | RefusedSession): boolean {
  return state === 'stale' || state === 'rebooted'
}

// One after the other: what the second runs may need what the first gives free.
async function clearAll(
  stale: readonly RecordedSession[],
  dryRun: boolean,
): Promise<readonly ClearedSession[]> {
  const cleared: ClearedSession[] = []
  for (const session of stale) cleared.push(await clearSession(session, { dryRun }))
  return cleared
}

async function mayClear(planned: readonly ClearedSession[], { yes, json }: SweepOptions): Promise<boolean> {
  if (yes === true) return true
  if (json !== true) writeTo('stdout', saySweep(planned))
  if (canAsk()) return askYes('Clear this?')
  writeTo(
    'stderr',
    'watertight: there is no terminal to ask on, and nothing was cleared; pass `--yes` to clear it.\n',
  )
  return false
}

function isCleared({ outcome }: ClearedSession): boolean {
  return outcome === 'cleared' || outcome === 'dropped' || outcome === 'busy'
}

function tell(
  sessions: readonly ClearedSession[],
  refused: readonly RefusedSession[],
  { yes, dryRun, json }: SweepOptions,
): void {
  if (json === true) {
    writeTo('stdout', `${JSON.stringify({ sessions, refused }, null, 1)}\n`)
    return
  }
  const isListed = yes !== true && dryRun !== true && sessions.some(({ outcome }) => outcome === 'planned')
  if (sessions.length === 0) writeTo('stdout', sayNothingLeft())
  else if (!isListed) writeTo('stdout', saySweep(sessions))
  if (refused.length > 0) writeTo('stderr', sayRefused(refused))
}
