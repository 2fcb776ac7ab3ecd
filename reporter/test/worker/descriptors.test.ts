import type { Probe } from '@watertight/probe'
import { monotonicMs } from '@watertight/probe/ledger'
import type { DescriptorChange } from '@watertight/probe/ledger'
import { expect, test, vi } from 'vitest'
import { DescriptorWatch } from '../../src/worker/descriptors.ts'
import { fileScope } from './made.ts'

const { test: testScope } = fileScope()
const [first, second] = [testScope('first'), testScope('second')]
const nobody = () => false

test('what appears during a test is that test’s, while it is open', () => {
  const { open, close, watch } = watched({ 5: '/app/old.db' })
  open(7, '/app/new.db')
  watch.look(true, () => [first])
  expect(watch.unexplained(nobody)).toEqual([
    { descriptor: { fd: 7, target: '/app/new.db' }, suspects: [first] },
  ])
  close(7)
  expect(watch.unexplained(nobody)).toEqual([])
})

test('what was there before is nobody’s', () => {
  const { watch } = watched({ 5: '/app/old.db' })
  watch.look(true, () => [first])
  expect(watch.unexplained(nobody)).toEqual([])
})

test('it stays with the first test that was seen with it', () => {
  const { open, watch } = watched({})
  open(7, '/app/new.db')
  watch.look(true, () => [first])
  open(8, '/app/newer.db')
  watch.look(true, () => [second])
  expect(watch.unexplained(nobody).map(({ suspects }) => suspects)).toEqual([[first], [second]])
})

test('what a record explains is not told again', () => {
  const { open, watch } = watched({})
  open(7, '/app/new.db')
  watch.look(true, () => [first])
  expect(watch.unexplained(({ fd }) => fd === 7)).toEqual([])
})

test('a file that was removed while it is open is still the same', () => {
  const { open, watch } = watched({})
  open(7, '/app/new.db')
  watch.look(true, () => [first])
  open(7, '/app/new.db (deleted)')
  expect(watch.unexplained(nobody)).toHaveLength(1)
})

test('a number that stands for another file by now is not what was seen', () => {
  const { open, watch } = watched({})
  open(7, '/app/new.db')
  watch.look(true, () => [first])
  open(7, '/app/another.db')
  expect(watch.unexplained(nobody)).toEqual([])
})

test.each([
  'anon_inode:[eventpoll]',
  '/dev/null',
  '/proc/1/stat',
  '/sys/x',
  'pipe:[9]',
  'fd:5 pipe',
  '/memfd:x',
])('%s is the machinery’s', (target) => {
  const { open, watch } = watched({})
  open(7, target)
  watch.look(true, () => [first])
  expect(watch.unexplained(nobody)).toEqual([])
})

test('names are read only when the count differs', () => {
  const { open, watch, probe } = watched({})
  probe.listDescriptors.mockClear()
  for (let round = 0; round < 10; round++) watch.look(true, () => [first])
  expect(watch.unexplained(nobody)).toEqual([])
  expect(probe.listDescriptors).not.toHaveBeenCalled()
  open(7, '/app/new.db')
  watch.look(true, () => [first])
  expect(probe.listDescriptors).toHaveBeenCalledTimes(1)
})

test('where nothing can have changed, the process is asked only when it is due', () => {
  const { open, watch, probe, changes } = watched({})
  changes.next = 'none'
  probe.countDescriptors.mockClear()
  expect(watch.look(false, () => [first])).toBe(0)
  expect(probe.countDescriptors).not.toHaveBeenCalled()
  // Out of the ledger's sight all the same: whoever ran since the last look may have done it.
  open(7, '/app/new.db')
  expect(watch.look(false, () => [first])).toBe(0)
  expect(watch.look(true, () => [first, second])).toBe(1)
  expect(watch.unexplained(nobody)).toMatchObject([{ suspects: [first, second] }])
})

test('whom to suspect is asked of the time since the last look', () => {
  const { open, watch } = watched({})
  const beganMs = monotonicMs()
  watch.look(true, () => [])
  const lookedMs = monotonicMs()
  open(7, '/app/new.db')
  const running = vi.fn((_sinceMs: number) => [first])
  watch.look(true, running)
  const sinceMs = running.mock.calls[0]?.[0]
  expect(sinceMs).toBeGreaterThanOrEqual(beganMs)
  expect(sinceMs).toBeLessThanOrEqual(lookedMs)
})

test('what could not open before has not opened for those who ran before', () => {
  const { open, watch, changes } = watched({})
  changes.next = 'new-means'
  open(7, '/app/new.db')
  watch.look(false, (_lookedAtMs, isNew) => (isNew ? [second] : [first, second]))
  expect(watch.unexplained(nobody)).toMatchObject([{ suspects: [second] }])
})

test('the sockets that Node opens and closes are no reason to read names, and hide nothing', () => {
  const { open, close, watch, probe, sockets } = watched({ 5: '/app/old.db', 6: 'socket:[1]' })
  sockets.open = 1
  watch.look(true, () => [first])
  const listed = probe.listDescriptors.mock.calls.length
  open(7, 'socket:[2]')
  sockets.open = 2
  watch.look(true, () => [first])
  expect(probe.listDescriptors).toHaveBeenCalledTimes(listed)
  close(6)
  sockets.open = 1
  open(8, '/app/new.db')
  watch.look(true, () => [second])
  expect(watch.unexplained(({ target }) => target.startsWith('socket:'))).toEqual([
    { descriptor: { fd: 8, target: '/app/new.db' }, suspects: [second] },
  ])
})

test('a process that cannot be looked at has no count, and nothing to tell', () => {
  const probe = { countDescriptors: () => null, listDescriptors: () => null } as unknown as Probe
  const watch = new DescriptorWatch(probe, { sockets: () => 0, changes: () => 'some' })
  expect(watch.look(true, () => [first])).toBeNull()
  expect(watch.unexplained(nobody)).toEqual([])
})

function watched(before: Readonly<Record<number, string>>) {
  const present = new Map(Object.entries(before).map(([fd, target]) => [Number(fd), target]))
  const probe = {
    countDescriptors: vi.fn(() => present.size),
    listDescriptors: vi.fn(() => ({
      descriptors: [...present].map(([fd, target]) => ({ fd, target })),
      unreadable: 0,
    })),
  }
  const sockets = { open: 0 }
  const changes: { next: DescriptorChange } = { next: 'some' }
  const watch = new DescriptorWatch(probe as unknown as Probe, {
    sockets: () => sockets.open,
    changes: () => changes.next,
  })
  const open = (fd: number, target: string) => present.set(fd, target)
  return { watch, probe, sockets, changes, open, close: (fd: number) => present.delete(fd) }
}
