import { expect, onTestFinished, test } from 'vitest'
import { readDoom } from '../../src/run/doomed.ts'
import { postWitness } from '../../src/run/group-witness.ts'
import { probe, until } from '../survivors.ts'

const onLinux = test.skipIf(process.platform !== 'linux')

onLinux('a signal that the witness has not died of yet was sent to it all the same', async () => {
  const { witness, pid } = post()
  // Stopped, it keeps what it gets for later, as it does for a moment where no processor is free.
  process.kill(pid, 'SIGSTOP')
  await until(() => probe.readProcess(pid)?.state === 'T')
  process.kill(pid, 'SIGINT')
  expect(readDoom(pid).isPending('SIGINT')).toBe(true)
  expect(await witness.wasHit('SIGINT')).toBe(true)
  expect(await witness.wasHit('SIGTERM')).toBe(false)
})

onLinux('a signal that the witness was spared was not sent to the group', async () => {
  const { witness, pid } = post()
  expect(await witness.wasHit('SIGINT')).toBe(false)
  expect(readDoom(pid)).toMatchObject({ isDying: false })
})

onLinux('what has died waits for its parent to hear of it', async () => {
  const { witness, pid } = post()
  process.kill(pid, 'SIGTERM')
  // Without giving Node the time to hear of it.
  while (!readDoom(pid).isDying);
  expect(await witness.wasHit('SIGTERM')).toBe(true)
})

/** A witness in the group of this process, and its pid. */
function post() {
  const before = new Set(probe.listChildren(process.pid))
  const witness = postWitness()
  onTestFinished(() => witness.dismiss())
  const [pid = 0] = probe.listChildren(process.pid).filter((child) => !before.has(child))
  return { witness, pid }
}
