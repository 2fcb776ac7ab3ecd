import type { DescriptorChange } from '@watertight/probe/ledger'
import { expect, test, vi } from 'vitest'
import { FileWatch } from '../../src/worker/file-watch.ts'
import type { Runtime } from '../../src/worker/runtime.ts'
import { Scope } from '../../src/worker/scope.ts'
import { fileScope } from './made.ts'

const MiB = 1024 * 1024
const WORKER = new Scope('worker', null)

/** Each look at it takes a little. */
const clock = vi.hoisted(() => ({ ms: 0 }))
vi.mock('@watertight/probe/ledger', async (original) => ({
  ...(await original<object>()),
  monotonicMs: () => (clock.ms += 0.001),
}))

test('what a test opens out of sight is its own', async () => {
  const { open, run, owners } = watching()
  run('first')
  run('second', () => open('/app/shop.db'))
  run('third')
  expect(await owners()).toEqual(['second'])
})

test('where nothing was seen to change, those that ran since the last look are suspects together', async () => {
  const { open, run, owners } = watching('none')
  clock.ms += 5
  run('long ago')
  run('first', () => open('/app/shop.db'))
  run('second')
  expect(await owners()).toEqual(['first or second'])
})

test('nobody who ran before it is suspected where the means to open out of sight are new', async () => {
  const { open, run, owners, change } = watching('none')
  run('first')
  run('second', () => {
    change('new-means')
    open('/app/shop.db')
  })
  expect(await owners()).toEqual(['second'])
})

test('tests that run at once are suspects together', async () => {
  const { watch, open, testOf, owners } = watching()
  const [slow, quick] = [testOf('slow'), testOf('quick')]
  watch.testBegan(slow)
  watch.testBegan(quick)
  open('/app/shop.db')
  void watch.testEnded(quick)
  void watch.testEnded(slow)
  expect(await owners()).toEqual(['quick or slow'])
})

test('what was opened before a test began is none of its own, even where others run', async () => {
  const { watch, open, testOf, owners } = watching()
  const [slow, late] = [testOf('slow'), testOf('late')]
  watch.testBegan(slow)
  open('/app/shop.db')
  watch.testBegan(late)
  void watch.testEnded(late)
  void watch.testEnded(slow)
  expect(await owners()).toEqual(['slow'])
})

test('a test that skipped itself does not run on', async () => {
  const { watch, open, run, testOf, owners } = watching()
  const skipped = testOf('skips itself')
  watch.testBegan(skipped)
  skipped.task = { mode: 'skip' }
  run('opens', () => open('/app/shop.db'))
  expect(await owners()).toEqual(['opens'])
})

test('what it opened before it did is its own', async () => {
  const { watch, open, run, testOf, owners } = watching()
  const skipped = testOf('skips itself')
  watch.testBegan(skipped)
  open('/app/shop.db')
  watch.bodySkipped()
  skipped.task = { mode: 'skip' }
  run('opens none')
  expect(await owners()).toEqual(['skips itself'])
})

test('what a hook opens after it did is not its own', async () => {
  const { watch, open, testOf, suiteOf, owners } = watching()
  const suite = suiteOf('suite')
  const skipped = testOf('skips itself', suite)
  watch.suiteBegins(suite)
  watch.testBegan(skipped)
  watch.bodySkipped()
  skipped.task = { mode: 'skip' }
  open('/app/shop.db')
  watch.suiteEnded(suite)
  expect(await owners()).toEqual(['skips itself or suite'])
})

test('the memory that it took is not that of the next test', async () => {
  const { watch, testOf } = watching()
  const [skipped, next] = [testOf('skips itself'), testOf('next')]
  const kept: Buffer[] = []
  watch.testBegan(skipped)
  kept.push(Buffer.alloc(64 * MiB, 1))
  skipped.task = { mode: 'skip' }
  watch.testBegan(next)
  expect(watch.testEnded(next)).toBeNull()
  expect(await watch.memoryHolds()).toEqual([])
  expect(kept).toHaveLength(1)
})

test('nor that of a test beside it alone', async () => {
  const { watch, file, testOf } = watching()
  const [beside, skipped] = [testOf('beside'), testOf('skips itself')]
  const kept: Buffer[] = []
  watch.testBegan(beside)
  watch.testBegan(skipped)
  kept.push(Buffer.alloc(64 * MiB, 1))
  skipped.task = { mode: 'skip' }
  await watch.testEnded(beside)
  expect(await watch.memoryHolds()).toMatchObject([{ scope: file, suspects: [beside, skipped] }])
  expect(kept).toHaveLength(1)
})

test('what the hooks of a suite open is neither its parent’s nor the next one’s', async () => {
  const { watch, open, run, suiteOf, owners } = watching()
  const [first, second] = [suiteOf('first'), suiteOf('second')]
  watch.suiteBegins(watch.scope)
  open('/app/of-the-file.db')
  watch.suiteBegins(first)
  open('/app/before.db')
  run('in the first', undefined, first)
  open('/app/after.db')
  watch.suiteEnded(first)
  watch.suiteBegins(second)
  run('in the second', undefined, second)
  open('/app/last.db')
  watch.suiteEnded(second)
  expect(await owners()).toEqual(['the file', 'first', 'first', 'second'])
})

test('a test is not charged alone with what the hooks of a suite beside it open', async () => {
  const { watch, open, testOf, suiteOf, owners } = watching()
  const [first, second] = [suiteOf('first'), suiteOf('second')]
  const [inFirst, inSecond] = [testOf('in the first', first), testOf('in the second', second)]
  watch.suiteBegins(first)
  watch.suiteBegins(second)
  watch.testBegan(inFirst)
  open('/app/before.db')
  watch.testBegan(inSecond)
  open('/app/shop.db')
  void watch.testEnded(inFirst)
  void watch.testEnded(inSecond)
  expect(await owners()).toEqual(['in the first or second', 'in the first or in the second'])
})

test('a suite whose tests run has no part in what they open', async () => {
  const { watch, open, testOf, suiteOf, owners } = watching()
  const slow = testOf('slow')
  watch.suiteBegins(watch.scope)
  watch.testBegan(slow)
  open('/app/shop.db')
  watch.suiteBegins(suiteOf('beside'))
  void watch.testEnded(slow)
  expect(await owners()).toEqual(['slow'])
})

test('what opens while a fixture of the worker is set up is judged with the worker', async () => {
  const { open, run, owners, begun } = watching()
  run('uses a fixture', () => {
    begun.push(WORKER)
    open('/app/shop.db')
  })
  expect(await owners()).toEqual([])
})

test('what opens after the last test, as in a hook of the file, is the file’s', async () => {
  const { open, run, owners } = watching()
  run('first')
  open('/app/shop.db')
  expect(await owners()).toEqual(['the file'])
})

test('what a test opens while its memory is confirmed is its own', async () => {
  const { watch, open, testOf, owners } = watching()
  const growing = testOf('grows')
  const kept: Buffer[] = []
  watch.suiteBegins(watch.scope)
  watch.testBegan(growing)
  kept.push(Buffer.alloc(64 * MiB, 1))
  const confirmed = watch.testEnded(growing)
  open('/app/shop.db')
  await confirmed
  expect(confirmed).not.toBeNull()
  expect(await owners()).toEqual(['grows'])
  expect(kept).toHaveLength(1)
})

/** A file whose process has the descriptors that `open` adds; `seen` is what the ledger says of them. */
function watching(seen: DescriptorChange = 'some') {
  const { file, suite: suiteOf, test: testOf } = fileScope()
  const present: string[] = []
  const begun: Scope[] = []
  let next: DescriptorChange | null = null
  const probe = {
    countDescriptors: () => present.length,
    listDescriptors: () => ({ descriptors: present.map((target, fd) => ({ fd, target })), unreadable: 0 }),
  }
  const take = (): DescriptorChange => {
    const change = next ?? seen
    next = null
    return change
  }
  const runtime = {
    ownsProcess: true,
    probe,
    options: { memory: { toleranceMb: 32 }, maxHeld: 10, settleMs: 10 },
    ledger: { counts: { sockets: 0, children: 0 }, changes: { take }, live: () => [] },
    openings: { pending: () => [] },
    piles: { shared: () => [] },
    fixtures: { worker: WORKER, begunSince: () => begun },
    kept: new WeakSet(),
    keptDescriptors: new Set(),
  } as unknown as Runtime
  const watch = new FileWatch(runtime, file)
  const run = (title: string, work?: () => void, suite: Scope = file): void => {
    const scope = testOf(title, suite)
    watch.testBegan(scope)
    work?.()
    void watch.testEnded(scope)
  }
  /** Whom each descriptor that is left is charged to, in the order that they were opened. */
  const owners = async (): Promise<string[]> => {
    watch.fileEnded()
    const holds = await watch.holdsOf(file)
    return holds.map(({ suspects = [] }) => suspects.map(nameOf).join(' or '))
  }
  const nameOf = (scope: Scope): string => (scope === file ? 'the file' : scope.title)
  return {
    watch,
    file,
    begun,
    testOf,
    suiteOf,
    run,
    owners,
    open: (target: string) => void present.push(target),
    change: (change: DescriptorChange) => void (next = change),
  }
}
