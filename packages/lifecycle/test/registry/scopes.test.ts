import { EventEmitter, once } from 'node:events'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { lifecycleForTest } from '../lifecycle-for-test.ts'

test('aborts a task and awaits its end', async () => {
  const { lifecycle } = lifecycleForTest()
  const steps: string[] = []
  lifecycle.task(async (signal) => {
    await new Promise((done) => signal.addEventListener('abort', done, { once: true }))
    steps.push('aborted')
    await new Promise((done) => setImmediate(done))
    steps.push('ended')
  })
  await lifecycle.releaseAll()
  expect(steps).toEqual(['aborted', 'ended'])
})

test('takes what a task throws because it was aborted for its end, and tells what it threw before', async () => {
  const { lifecycle } = lifecycleForTest()
  lifecycle.task((signal) => new Promise((_, reject) => signal.addEventListener('abort', reject)))
  await lifecycle.releaseAll()
  const poll = lifecycle.task(() => Promise.reject(new Error('lost')), { name: 'poll' })
  await expect(poll.value).rejects.toThrow('lost')
  await expect(lifecycle.releaseAll()).rejects.toThrow('"poll" was not released: lost')
})

test('forgets a task that has ended by itself', async () => {
  const { lifecycle } = lifecycleForTest()
  const before = process.listenerCount('SIGTERM')
  const task = lifecycle.task(() => 7)
  expect(await task.value).toBe(7)
  await vi.waitFor(() => expect(process.listenerCount('SIGTERM')).toBe(before))
})

test('makes a shared thing once, on first use, releases it once, and makes it anew after that', async () => {
  const { lifecycle } = lifecycleForTest()
  const make = vi.fn(() => Promise.resolve({ name: 'pool' }))
  const release = vi.fn()
  const [one, other] = [lifecycle.shared('db', make, release), lifecycle.shared('db', make, release)]
  expect(other).toBe(one)
  expect(make).toHaveBeenCalledTimes(1)
  await lifecycle.releaseAll()
  expect(release).toHaveBeenCalledExactlyOnceWith({ name: 'pool' })
  expect(lifecycle.shared('db', make, release)).not.toBe(one)
})

test('tries again to make a shared thing that could not be made', async () => {
  const { lifecycle } = lifecycleForTest()
  const make = vi.fn(() => Promise.resolve('pool')).mockRejectedValueOnce(new Error('refused'))
  const release = vi.fn()
  await expect(lifecycle.shared('db', make, release)).rejects.toThrow('refused')
  expect(await lifecycle.shared('db', make, release)).toBe('pool')
  await lifecycle.releaseAll()
  expect(release).toHaveBeenCalledTimes(1)
})

test('removes what the first of a pair made and the second did not remove, and only that', async () => {
  const { lifecycle } = lifecycleForTest()
  const destroyed: string[] = []
  const [deploy, destroy] = lifecycle.pair(
    (_file: string) => Promise.resolve(),
    (file: string) => Promise.resolve(void destroyed.push(file)),
  )
  for (const file of ['a.yaml', 'b.yaml', 'c.yaml']) await deploy(file)
  await destroy('b.yaml')
  await lifecycle.releaseAll()
  expect(destroyed).toEqual(['b.yaml', 'c.yaml', 'a.yaml'])
})

test('gives the second of a pair what the first gave', async () => {
  const { lifecycle } = lifecycleForTest()
  const close = vi.fn()
  const [open] = lifecycle.pair((port: number) => ({ port }), close)
  open(1)
  await lifecycle.releaseAll()
  expect(close).toHaveBeenCalledExactlyOnceWith({ port: 1 })
})

test('removes nothing that the first of a pair could not make, and tries a failed removal again', async () => {
  const { lifecycle } = lifecycleForTest()
  const destroy = vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error('busy'))
  const [fail] = lifecycle.pair(() => Promise.reject(new Error('no')), destroy)
  await expect(fail()).rejects.toThrow('no')
  const [deploy, remove] = lifecycle.pair(() => Promise.resolve(), destroy)
  await deploy()
  await expect(remove()).rejects.toThrow('busy')
  await lifecycle.releaseAll()
  expect(destroy).toHaveBeenCalledTimes(2)
})

test('cleans up when a function returns', async () => {
  const { lifecycle } = lifecycleForTest()
  const release = vi.fn()
  const result = await lifecycle.withCleanup((scope) => {
    scope.own('pool', 1, release)
    return 'result'
  })
  expect(result).toBe('result')
  expect(release).toHaveBeenCalledTimes(1)
})

test('throws a function’s own error, and only tells what failed while cleaning up after it', async () => {
  const { lifecycle, told } = lifecycleForTest()
  const work = lifecycle.withCleanup((scope) => {
    scope.own('pool', 1, () => Promise.reject(new Error('lost')))
    throw new Error('expected 1 to be 2')
  })
  await expect(work).rejects.toThrow('expected 1 to be 2')
  expect(told).toEqual(['1 of 1 clean-ups failed:\n  "pool" was not released: lost'])
})

test('rejects when only the cleaning up after a function failed', async () => {
  const { lifecycle } = lifecycleForTest()
  const work = lifecycle.withCleanup(
    (scope) => void scope.own('pool', 1, () => Promise.reject(new Error('lost'))),
  )
  await expect(work).rejects.toThrow('"pool" was not released: lost')
})

test('cleans up when a function takes too long, aborts its signal, and releases at once what it acquires later', async () => {
  const { lifecycle } = lifecycleForTest()
  const release = vi.fn()
  const late: unknown[] = []
  const work = lifecycle.withCleanup(
    async (scope) => {
      scope.own('early', 1, release)
      await new Promise((done) => scope.signal.addEventListener('abort', done, { once: true }))
      await vi.waitFor(() => expect(release).toHaveBeenCalledTimes(1))
      try {
        scope.own('late', 2, release)
      } catch (error) {
        late.push(error)
      }
    },
    { timeoutMs: 20 },
  )
  await expect(work).rejects.toThrow('it did not end within 20 ms')
  await vi.waitFor(() => expect(release.mock.calls).toEqual([[1], [2]]))
  expect(String(late[0])).toContain('"late" was acquired after its scope had ended')
})

test('releases the scope of a function that is still running with everything else', async () => {
  const { lifecycle } = lifecycleForTest()
  const released: string[] = []
  const release = (name: string) => void released.push(name)
  lifecycle.own('before', 'before', release)
  const running = new EventEmitter()
  const work = lifecycle.withCleanup((scope) => {
    scope.own('inner', 'inner', release)
    return once(running, 'end')
  })
  lifecycle.own('after', 'after', release)
  await lifecycle.releaseAll()
  expect(released).toEqual(['after', 'inner', 'before'])
  running.emit('end')
  await work
})

test('removes a temporary folder with what is in it, and never another one under the same path', async () => {
  const { lifecycle } = lifecycleForTest()
  const folder = lifecycle.tempDir()
  mkdirSync(join(folder.value, 'deep'))
  writeFileSync(join(folder.value, 'deep', 'file'), 'text')
  await folder.release()
  expect(existsSync(folder.value)).toBe(false)
  await folder.release()

  const other = lifecycle.tempDir()
  renameSync(other.value, `${other.value}.moved`)
  mkdirSync(other.value)
  await other.release()
  expect(existsSync(other.value)).toBe(true)
  for (const path of [other.value, `${other.value}.moved`]) rmSync(path, { recursive: true })
})
