import { systemClock } from '@watertight/lifecycle'
import { createProbe } from '@watertight/probe'
import type { Probe, ProcessIdentity } from '@watertight/probe'
import { createAllowance, withoutAllowed } from './allow.ts'
import { openContainment } from './contain/containment.ts'
import { endAllOf } from './contain/end-all.ts'
import { familyOf } from './contain/family.ts'
import type { GuardOrders } from './guard.ts'
import { endLeftovers } from './leftovers.ts'

// Started by the guard's shell when the pipe to its owner has ended.
await takeOver(JSON.parse(process.argv[2] ?? '') as GuardOrders)

/** Ends the command and what it left, as its owner would have done. */
async function takeOver({ handle, origin, owner, allow, grace }: GuardOrders): Promise<void> {
  const probe = createProbe()
  await untilEnded(owner, probe)
  const containment = openContainment(handle, probe)
  const allowance = createAllowance(allow)
  const scan = () => withoutAllowed(familyOf(containment.members(), origin, probe), allowance)
  const hurry = new AbortController().signal
  await endLeftovers(scan(), { scan, probe, graceMs: grace, hurry, ...endAllOf(containment, origin, allow) })
  await containment.close()
}

const LONGEST_PAUSE_MS = 1_000

/**
 * The pipe closes a moment before its owner is gone, and also when somebody closes all descriptors of a process that
 * lives on: nothing may be touched then.
 */
async function untilEnded(owner: ProcessIdentity, probe: Probe): Promise<void> {
  for (let pauseMs = 1; probe.isAlive(owner); pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    await systemClock.sleep(pauseMs)
  }
}
