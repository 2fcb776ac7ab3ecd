import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { createProbe } from '../../src/index.ts'
import { NOTHING, PLAIN, WITHOUT_CHILDREN } from '../recorded.ts'

const onLinux = test.runIf(process.platform === 'linux')

test('lists what descriptors point to, and counts those that refuse to tell', () => {
  expect(createProbe({ procRoot: PLAIN }).listDescriptors()).toEqual({
    descriptors: [
      { fd: 0, target: '/dev/null' },
      { fd: 1, target: 'pipe:[9]' },
      { fd: 2, target: 'anon_inode:inotify' },
      { fd: 3, target: '/tmp/a b (deleted)' },
    ],
    unreadable: 1,
  })
})

test('knows no descriptors where the folder is missing', () => {
  const probe = createProbe({ procRoot: WITHOUT_CHILDREN })
  expect(probe.listDescriptors()).toBeNull()
  expect(probe.countDescriptors()).toBeNull()
  expect(probe.unchecked).toContainEqual({ what: 'descriptors', why: '/proc/self/fd cannot be read' })
})

test('counts the descriptors of a recorded folder', () => {
  expect(createProbe({ procRoot: PLAIN }).countDescriptors()).toBe(5)
})

onLinux('sees a descriptor come and go', () => {
  const probe = createProbe()
  const before = probe.countDescriptors() ?? Number.NaN
  const fd = openSync('/dev/null', 'r')
  expect(probe.countDescriptors()).toBe(before + 1)
  expect(probe.listDescriptors()?.descriptors).toContainEqual({ fd, target: '/dev/null' })
  closeSync(fd)
  expect(probe.countDescriptors()).toBe(before)
  expect(probe.listDescriptors()?.descriptors).not.toContainEqual(expect.objectContaining({ fd }))
})

onLinux('counts as many descriptors as it lists, without the one that lists them', () => {
  const probe = createProbe()
  expect(probe.countDescriptors()).toBe(probe.listDescriptors()?.descriptors.length)
})

// Only the main thread may change the user.
test.runIf(process.platform === 'linux' && isMainThread)(
  'knows nothing of the descriptors of a process that is not ours to read',
  async () => {
    const stranger = spawn('sleep', ['60'])
    const exit = once(stranger, 'exit')
    onTestFinished(async () => {
      stranger.kill('SIGKILL')
      await exit
    })
    await once(stranger, 'spawn')
    const probe = createProbe()
    expect(asNobody(() => probe.listDescriptors(rootOwned(stranger.pid)))).toBeNull()
    expect(
      asNobody(() => probe.findMarked('WATERTIGHT_SESSION_0123456789abcdef').unreadable),
    ).toBeGreaterThan(0)
  },
)

test('knows nothing of the descriptors of a process that does not exist', () => {
  expect(createProbe({ procRoot: PLAIN }).listDescriptors(4)).toBeNull()
  expect(createProbe({ procRoot: NOTHING }).name).toBe('portable')
})

// Root may read everything, so it becomes somebody else for a moment; for everybody else, init is out of reach.
function asNobody<T>(read: () => T): T {
  if (process.geteuid?.() !== 0) return read()
  process.seteuid?.(65534)
  try {
    return read()
  } finally {
    process.seteuid?.(0)
  }
}

function rootOwned(child: number | undefined): number {
  return process.getuid?.() === 0 && child !== undefined ? child : 1
}
