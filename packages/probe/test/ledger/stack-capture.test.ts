import v8 from 'node:v8'
import vm from 'node:vm'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { parseStack } from '../../src/ledger/stack.ts'
import { StackCapture } from '../../src/ledger/stack-capture.ts'
import type { Stack } from '../../src/ledger/stack-capture.ts'
import { until } from '../started.ts'

v8.setFlagsFromString('--expose-gc')
const gc = vm.runInNewContext('gc') as () => void
const stacks = new StackCapture()

test.each([0, 3, 50, Infinity])(
  'a stackTraceLimit of %d stays as it was, and does not shorten ours',
  (limit) => {
    changing('stackTraceLimit', limit)
    const text = textOf(deeply(30, () => stacks.capture()))
    expect(Error.stackTraceLimit).toBe(limit)
    expect(text.match(/at deeply/g)?.length).toBeGreaterThan(15)
  },
)

test.each(['stackTraceLimit', 'prepareStackTrace'] as const)('an absent %s stays absent', (name) => {
  changing(name, undefined)
  Reflect.deleteProperty(Error, name)
  expect(textOf(stacks.capture())).toContain('stack-capture.test.ts')
  expect(Object.hasOwn(Error, name)).toBe(false)
})

test('the user is found behind however many frames of the runner', () => {
  const text = textOf(runnerFrames(20, stacks.capture.bind(stacks, undefined)))
  expect(text).toContain('stack-capture.test.ts')
  expect(text.match(/callBack/g)?.length).toBe(20)
})

test('what is behind the runner’s call of the user is left out where few frames tell all', () => {
  const stack = runnerFrames(20, () => deeply(2, () => stacks.capture()))
  expect(textOf(stack)).toMatch(/at deeply.*\n.*at deeply/)
  expect(textOf(stack).match(/callBack/g)?.length).toBeLessThan(20)
})

test('a function that is named, and what it called, are left out', () => {
  const text = textOf(
    deeply(2, function wrapper() {
      return deeply(3, () => stacks.capture(9, wrapper))
    }),
  )
  expect(text.match(/at deeply/g)?.length).toBe(3)
  expect(text).not.toContain('wrapper')
})

test('a function that does not stand on the stack leaves nothing out', () => {
  expect(textOf(deeply(2, () => stacks.capture(9, deeply.bind(null))))).toMatch(/at deeply/)
  expect(textOf(deeply(2, () => stacks.capture(32, deeply.bind(null))))).toMatch(/at deeply/)
})

test('what a test puts in the place of captureStackTrace is not called, also by later files', () => {
  const other = new StackCapture()
  const replaced = vi.spyOn(Error, 'captureStackTrace').mockImplementation(() => undefined)
  onTestFinished(() => replaced.mockRestore())
  other.errorClass = Error
  expect(textOf(other.capture())).toContain('stack-capture.test.ts')
  expect(replaced).not.toHaveBeenCalled()
})

test.each(['undefined', '() => undefined'])('a realm whose captureStackTrace is %s has stacks', (code) => {
  const stack = inRealm(`Error.captureStackTrace = ${code}, Error`).capture()
  expect(textOf(stack)).toContain('stack-capture.test.ts')
})

test('a frozen Error gives what it has', () => {
  expect(textOf(inRealm('Object.freeze(Error)').capture())).toContain('stack-capture.test.ts')
})

test('nobody is asked for the text before it is read, and then the formatter of the user’s realm is', () => {
  const realm = inRealm('Error.prepareStackTrace = (error, sites) => `mapped ${sites.length > 5}`, Error')
  const stack = realm.capture()
  changing('prepareStackTrace', () => 'not the one of the realm')
  expect(textOf(stack)).toBe('mapped true')
})

test('a realm without a formatter is served by the main one', () => {
  changing('prepareStackTrace', () => 'mapped')
  expect(textOf(inRealm('Error').capture())).toBe('mapped')
})

test('the text is made once', () => {
  const stack = stacks.capture()
  const text = textOf(stack)
  changing('prepareStackTrace', () => 'another')
  expect(textOf(stack)).toBe(text)
})

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('no stack for you')
    },
  ],
  ['answers call sites', () => [{}]],
])('a stack has its text although the user’s prepareStackTrace %s', (_, prepare) => {
  changing('prepareStackTrace', prepare)
  expect(textOf(stacks.capture())).toContain('stack-capture.test.ts')
})

test('nothing that stood on a stack is kept alive by it', async () => {
  const kept: Stack[] = []
  class Caller {
    call(): void {
      kept.push(stacks.capture())
    }
  }
  const gone = ((caller) => (caller.call(), new WeakRef(caller)))(new Caller())
  await until(() => (gc(), gone.deref() === undefined))
  expect(textOf(kept[0])).toContain('Caller.call')
})

describe('every frame of the user is told as V8 tells it', () => {
  class Shop {
    readonly stacks: [Stack, Error]
    constructor() {
      this.stacks = both()
    }
    open(): [Stack, Error] {
      return both()
    }
  }
  const cases: [string, () => [Stack, Error] | Promise<[Stack, Error]>][] = [
    ['a function', () => both()],
    ['a method', () => new Shop().open()],
    ['a constructor', () => new Shop().stacks],
    ['a method under another name', () => ({ alias: Shop.prototype.open }).alias()],
    ['a callback', () => [0].map(() => both())[0] ?? both()],
    ['an asynchronous function', async () => (await Promise.resolve(), both())],
    ['evaluated code', () => evaluate(both)],
  ]
  test.each(cases)('%s', async (_, make) => {
    changing('prepareStackTrace', undefined)
    const made: readonly Stack[] = await Promise.resolve<readonly Stack[]>(make())
    const [ours, theirs] = made.map((stack) => framesHere(textOf(stack)))
    expect(ours).toEqual(theirs)
    expect(ours?.length).toBeGreaterThan(0)
  })
})

test('a formatter may ask of a frame what it may ask of V8’s', () => {
  const asked: unknown[][] = []
  changing('prepareStackTrace', (_: Error, sites: NodeJS.CallSite[]) => {
    const site = sites.find((one) => one.getFileName()?.includes('stack-capture.test.ts'))
    asked.push([
      ...[site?.getFileName(), site?.getFunctionName(), site?.getTypeName(), site?.getMethodName()],
      ...[site?.getEvalOrigin(), site?.getThis(), site?.getFunction()],
      ...[site?.isToplevel(), site?.isConstructor(), site?.isEval(), site?.isNative()],
      ...[site?.isAsync(), site?.isPromiseAll(), site?.getPromiseIndex()],
    ])
    return 'asked'
  })
  const [ours, theirs] = both().map((stack) => textOf(stack))
  expect([ours, theirs]).toEqual(['asked', 'asked'])
  expect(asked).toHaveLength(2)
  expect(asked[0]).toEqual(asked[1])
})

const evaluate = vm.runInThisContext('(both) => eval("both()")') as (made: typeof both) => [Stack, Error]

function both(): [Stack, Error] {
  return [stacks.capture(), new Error()]
}

/** Function and line of the frames in this file: the columns of two calls differ. */
function framesHere(text: string): string[] {
  return parseStack(text)
    .filter(({ file }) => file.endsWith('stack-capture.test.ts'))
    .map((frame) => `${frame.function ?? ''} ${frame.line}`)
}

function textOf(stack: Stack | undefined): string {
  expect(stack?.stack).toBeTypeOf('string')
  return stack?.stack as string
}

function inRealm(code: string): StackCapture {
  const other = new StackCapture()
  other.errorClass = vm.runInNewContext(code) as ErrorConstructor
  return other
}

function changing(name: 'stackTraceLimit' | 'prepareStackTrace', value: unknown): void {
  const before: unknown = Reflect.get(Error, name)
  onTestFinished(() => void Reflect.set(Error, name, before))
  Reflect.set(Error, name, value)
}

/** Calls back through so many frames of a file that belongs to the runner. */
function runnerFrames<T>(frames: number, work: () => T): T {
  const source = '(function callBack(left, work) { return left === 1 ? work() : callBack(left - 1, work) })'
  const filename = '/app/node_modules/vitest/dist/runner.js'
  const callBack = vm.runInThisContext(source, { filename }) as (left: number, work: () => T) => T
  return callBack(frames, work)
}

function deeply<T>(depth: number, work: () => T): T {
  return depth === 0 ? work() : deeply(depth - 1, work)
}
