import type { Probe } from '@watertight/probe'
import { lookUp } from '../processes/standing.ts'
import type { Kill } from '../processes/standing.ts'
import type { HostIdentity } from './host.ts'
import type { ContainerClaim } from './labels.ts'

/** What is known of the owner of a container, and how. Only `dead` permits to remove it. */
export interface OwnerStanding {
  readonly standing: 'alive' | 'dead' | 'unknown'
  /** Goes on from `its owner …`. */
  readonly because: string
}

/** From where the owner is looked at. */
export interface OwnerView {
  readonly probe: Pick<Probe, 'isAlive' | 'readProcess'>
  readonly kill: Kill
  readonly host: HostIdentity
  /** Whether the engine runs on this machine; other machines may use it too when it does not. */
  readonly isEngineLocal: boolean
}

/** Looks whether the owner of a container is proved alive or proved dead. */
export function standingOf(claim: ContainerClaim, view: OwnerView): OwnerStanding {
  const bootId = view.probe.readProcess(process.pid)?.identity.bootId ?? ''
  const isSameBoot = bootId !== '' && claim.owner.bootId === bootId
  // A kernel's boot id tells machines apart as well; other boot ids are the same on all of them.
  if (isSameBoot && (isKernelBootId(bootId) || isSameMachine(claim, view))) return standingHere(claim, view)
  if (isRebooted(claim, view, bootId))
    return { standing: 'dead', because: 'ran before this machine was started' }
  return { standing: 'unknown', because: 'ran on another machine, or nothing here tells which' }
}

function standingHere(claim: ContainerClaim, view: OwnerView): OwnerStanding {
  const { owner, host } = claim
  if (host.pidNamespace !== view.host.pidNamespace) {
    return {
      standing: 'unknown',
      because: 'ran in another container, whose processes are not seen from here',
    }
  }
  return STANDINGS[lookUp(owner, view)](owner.pid)
}

const STANDINGS: Readonly<Record<ReturnType<typeof lookUp>, (pid: number) => OwnerStanding>> = {
  same: (pid) => ({ standing: 'alive', because: `still runs as process ${pid}` }),
  gone: (pid) => ({ standing: 'dead', because: `was process ${pid}, which has ended` }),
  stranger: (pid) => ({
    standing: 'dead',
    because: `was process ${pid}, which has ended; another has its pid`,
  }),
  unknown: (pid) => ({ standing: 'unknown', because: `was process ${pid}, which cannot be read` }),
}

function isRebooted({ owner, host }: ContainerClaim, view: OwnerView, bootId: string): boolean {
  const areKernels = isKernelBootId(owner.bootId) && isKernelBootId(bootId)
  return areKernels && owner.bootId !== bootId && view.isEngineLocal && host.machine === view.host.machine
}

function isSameMachine({ host }: ContainerClaim, view: OwnerView): boolean {
  return host.machine === view.host.machine
}

// The other forms follow the clock, and change without a restart when it is set.
function isKernelBootId(bootId: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(bootId)
}
