import type { DescriptorChange } from '@watertight/probe/ledger'
import { expect, test, vi } from 'vitest'
import { FileWatch } from '../../src/worker/file-watch.ts'
import type { Runtime } from '../../src/worker/runtime.ts'
import type { Scope } from '../../src/worker/scope.ts'
import { fileScope } from './made.ts'

const MiB = 1024 * 1024

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
  expect(await owners()).toEqual(['first or second or the file'])
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
  skipped.task = { mode: 'skip', result: { state: 'skip' } }
  run('opens', () => open('/app/shop.db'))
  expect(await owners()).toEqual(['opens'])
})

test('what it opened before it did is its own', async () => {
  const { watch, open, run, testOf, owners } = watching()
  const skipped = testOf('skips itself')
  watch.testBegan(skipped)
  open('/app/shop.db')
  skipped.task = { mode: 'run', result: { state: 'skip' } }
  run('opens none')
  expect(await owners()).toEqual(['skips itself'])
})

test('what the hooks of a suite open is neither its parent’s nor the next one’s', async () => {
  const { watch, open, run, suiteOf, owners } = watching()
  const [first, second] = [suiteOf('first'), suiteOf('second')]
  watch.hooksRan(watch.scope)
  open('/app/before.db')
  run('in the first', undefined, first)
  open('/app/after.db')
  watch.hooksRan(first)
  watch.hooksRan(watch.scope)
  run('in the second', undefined, second)
  open('/app/last.db')
  watch.hooksRan(second)
  expect(await owners()).toEqual(['first', 'first', 'second'])
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
    testOf,
    suiteOf,
    run,
    owners,
    open: (target: string) => void present.push(target),
    change: (change: DescriptorChange) => void (next = change),
  }
}
