import { createProbe } from '@watertight/probe'
import type { ProcessInfo } from '@watertight/probe'
import { expect, test } from 'vitest'
import { startScript } from '../../../probe/test/started.ts'
import { readHost } from '../../src/containers/index.ts'
import type { ContainerClaim } from '../../src/containers/index.ts'
import { standingOf } from '../../src/containers/standing.ts'
import type { OwnerView } from '../../src/containers/standing.ts'
import { claimOf, identityOf } from './claims.ts'

const BOOT = '14f675cd-b901-4763-8178-7386fa52c97b'
const REBOOT = '00000000-b901-4763-8178-7386fa52c97b'
const here: OwnerView = {
  probe: createProbe(),
  kill: process.kill.bind(process),
  host: readHost(),
  isEngineLocal: true,
}

test('proves an owner alive as long as it runs, and dead afterwards', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const claim = claimOf({ owner: identityOf(pid) })
  expect(standingOf(claim, here)).toEqual({ standing: 'alive', because: `still runs as process ${pid}` })
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => standingOf(claim, here).standing).toBe('dead')
})

test('is not misled by a stranger that has got the pid', () => {
  const owner = identityOf(process.pid)
  const claim = claimOf({ owner: { ...owner, startTicks: owner.startTicks - 1 } })
  expect(standingOf(claim, here)).toMatchObject({ standing: 'dead' })
})

test('does not judge a pid of another pid namespace, although no such process is seen here', () => {
  const claim = claimOf({ owner: { ...identityOf(process.pid), pid: 4_000_000 } })
  expect(standingOf(claim, here).standing).toBe('dead')
  const elsewhere = { ...claim, host: { ...claim.host, pidNamespace: '1' } }
  expect(standingOf(elsewhere, here)).toEqual({
    standing: 'unknown',
    because: 'ran in another container, whose processes are not seen from here',
  })
})

test('takes an owner from before a restart of this machine for dead', () => {
  expect(standingOf(claimAt(BOOT), viewAt(BOOT)).standing).toBe('alive')
  expect(standingOf(claimAt(BOOT), viewAt(REBOOT))).toEqual({
    standing: 'dead',
    because: 'ran before this machine was started',
  })
})

test.each<[string, ContainerClaim, OwnerView]>([
  [
    'it may have run on another machine that uses the same engine',
    claimAt(BOOT),
    { ...viewAt(REBOOT), isEngineLocal: false },
  ],
  [
    'it ran on a machine of another name',
    { ...claimAt(BOOT), host: { machine: '0'.repeat(16), pidNamespace: '' } },
    viewAt(REBOOT),
  ],
  ['a boot id follows the clock, and the clock was set', claimAt('btime:1'), viewAt('btime:2')],
  ['its boot was not known', claimAt(''), viewAt(BOOT)],
  ['the boot of this machine is not known', claimAt(BOOT), viewAt('')],
  ['neither boot is known', claimAt(''), viewAt('')],
  [
    'all machines have this boot id, and it ran on another',
    { ...claimAt('portable'), host: { machine: '0'.repeat(16), pidNamespace: '' } },
    viewAt('portable'),
  ],
])('does not know when %s', (_, claim, view) => {
  expect(standingOf(claim, view).standing).toBe('unknown')
})

test('does not know of a process that exists and cannot be read', () => {
  const owner = { ...identityOf(process.pid), bootId: BOOT, pid: 4242 }
  const claim = claimOf({ owner })
  const probe = {
    isAlive: () => false,
    readProcess: (pid: number) => (pid === process.pid ? infoAt(BOOT) : null),
  }
  expect(standingOf(claim, { ...here, probe, kill: () => true }).standing).toBe('unknown')
  const gone = (): never => {
    throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' })
  }
  expect(standingOf(claim, { ...here, probe, kill: gone }).standing).toBe('dead')
})

function claimAt(bootId: string): ContainerClaim {
  return claimOf({ owner: { ...identityOf(process.pid), bootId } })
}

function viewAt(bootId: string): OwnerView {
  const probe = { isAlive: () => true, readProcess: () => infoAt(bootId) }
  return { ...here, probe }
}

function infoAt(bootId: string): ProcessInfo {
  const info = createProbe().readProcess(process.pid)
  if (info === null) throw new Error('this process cannot be read')
  return { ...info, identity: { ...info.identity, bootId } }
}
