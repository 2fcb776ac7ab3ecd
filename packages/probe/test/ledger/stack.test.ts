import { describe, expect, test } from 'vitest'
import {
  innermostLibrary,
  isWatertight,
  locate,
  originOf,
  packageOf,
  parseStack,
  readableFrames,
  registerOwnRoot,
  stackOf,
} from '../../src/ledger/stack.ts'

describe('stackOf', () => {
  test('is the text of the stack, and empty where there is no error', () => {
    const error = new Error('oops')
    expect(stackOf(error)).toBe(error.stack)
    expect([stackOf(null), stackOf(undefined)]).toEqual(['', ''])
  })

  test.each<[string, PropertyDescriptor]>([
    ['call sites', { value: [{}] }],
    ['nothing', { value: undefined }],
    [
      'an exception',
      {
        get: () => {
          throw new Error('no stack for you')
        },
      },
    ],
  ])('is empty where reading it brings %s', (_, descriptor) => {
    expect(stackOf(Object.defineProperty(new Error(), 'stack', descriptor))).toBe('')
  })
})

describe('parseStack', () => {
  test.each([[undefined], [null], [[{}]], [{ split: () => [] }], [1]])('%j is no stack', (stack) => {
    expect(parseStack(stack)).toEqual([])
  })

  test.each([
    ['a named function', 'open (/app/db.ts:12:18)', { file: '/app/db.ts', function: 'open' }],
    ['an anonymous function', '/app/db.ts:12:18', { file: '/app/db.ts' }],
    ['a constructor', 'new Client (/app/db.ts:12:18)', { file: '/app/db.ts', function: 'new Client' }],
    [
      'a method under another name',
      'Pool.open [as connect] (/app/db.ts:12:18)',
      { file: '/app/db.ts', function: 'Pool.open [as connect]' },
    ],
    ['an awaited function', 'async open (/app/db.ts:12:18)', { file: '/app/db.ts', function: 'open' }],
    ['an awaited anonymous function', 'async /app/db.ts:12:18', { file: '/app/db.ts' }],
    ['an awaited file URL', 'async file:///app/db.ts:12:18', { file: '/app/db.ts' }],
    ['a module of Node', 'Server.listen (node:net:12:18)', { file: 'node:net', function: 'Server.listen' }],
    ['a file URL', 'open (file:///app/a%20b/db.ts:12:18)', { file: '/app/a b/db.ts', function: 'open' }],
    ['a query that busts a cache', 'open (/app/db.ts?t=1:12:18)', { file: '/app/db.ts', function: 'open' }],
    ['a path of Windows', 'open (C:\\app\\db.ts:12:18)', { file: 'C:/app/db.ts', function: 'open' }],
    [
      'a path with parentheses',
      'open (/my (app)/db.ts:12:18)',
      { file: '/my (app)/db.ts', function: 'open' },
    ],
    ['a bare path with parentheses', '/my (app)/db.ts:12:18', { file: '/my (app)/db.ts' }],
    [
      'code from eval',
      'eval (eval at run (/my (app)/db.ts:12:18), <anonymous>:1:1)',
      { file: '/my (app)/db.ts', function: 'eval' },
    ],
    [
      'code from eval inside of eval',
      'go (eval at <anonymous> (eval at run (/app/db.ts:12:18)), <anonymous>:1:1)',
      { file: '/app/db.ts', function: 'go' },
    ],
  ])('reads the frame of %s', (_, frame, expected) => {
    expect(parseStack(`Error: oops\n    at ${frame}`)).toEqual([{ line: 12, column: 18, ...expected }])
  })

  test.each([
    ['<anonymous>'],
    ['async Promise.all (index 0)'],
    ['native'],
    ['Array.map (<anonymous>)'],
    ['open (file://elsewhere/db.ts:12:18)'],
    ['open ([eval]:1:1)'],
  ])('leaves out "at %s", which is in no file', (frame) => {
    expect(parseStack(`Error\n    at ${frame}`)).toEqual([])
  })

  test('keeps the order of the frames, innermost first, whatever the message says', () => {
    const stack = 'Error: at /app/message.ts:1:1\n    at a (/app/a.ts:1:2)\n    at b (/app/b.ts:3:4)'
    expect(parseStack(stack).map(({ file }) => file)).toEqual(['/app/a.ts', '/app/b.ts'])
  })

  test('reads what V8 really prints', () => {
    const [frame] = parseStack(new Error('real').stack ?? '')
    expect(frame?.file).toMatch(/\/test\/ledger\/stack\.test\.ts$/)
  })
})

describe('locate', () => {
  test('finds the innermost line of the user', () => {
    expect(locate(through('node:net', '/app/db.ts', '/app/db.test.ts'))).toEqual(at('/app/db.ts'))
  })

  test('names the library that the user called, not the one that it called in turn', () => {
    const frames = through('node:net', module('pg-protocol'), module('knex'), '/app/db.ts')
    expect(locate(frames)).toEqual({ ...at('/app/db.ts'), via: 'knex' })
  })

  test('takes no library above the line of the user for what it called', () => {
    expect(locate(through('/app/db.ts', module('express')))).toEqual(at('/app/db.ts'))
  })

  test('does not take the test runner for a library', () => {
    expect(locate(through(module('@vitest/runner'), '/app/db.ts'))).toEqual(at('/app/db.ts'))
  })

  test('finds nobody where only libraries and Node are', () => {
    expect(locate(through('node:net', module('pg'), module('vitest')))).toBeUndefined()
  })
})

describe('packageOf', () => {
  test.each([
    ['/app/node_modules/pg/lib/client.js', 'pg'],
    ['/app/node_modules/@nats-io/transport-node/lib/mod.js', '@nats-io/transport-node'],
    ['/app/node_modules/.pnpm/pg@8.1.0/node_modules/pg/lib/client.js', 'pg'],
    ['/app/node_modules/.pnpm/@scope+x@1.0.0_pg@8/node_modules/@scope/x/index.js', '@scope/x'],
    ['/app/node_modules/knex/node_modules/debug/index.js', 'debug'],
    ['/app/node_modules/pg-pool/index.js', 'pg'],
    ['/app/node_modules/@redis/client/dist/index.js', 'redis'],
    ['C:/app/node_modules/pg/lib/client.js', 'pg'],
  ])('%s is of %s', (file, name) => {
    expect(packageOf(file)).toBe(name)
  })

  test.each(['/app/src/db.ts', '/app/my_node_modules/db.ts', 'node:net'])('%s is of no package', (file) => {
    expect(packageOf(file)).toBeUndefined()
  })
})

describe('originOf', () => {
  test.each([
    ['node:internal/timers', 'node'],
    ['/app/node_modules/vitest/dist/index.js', 'runner'],
    ['/app/node_modules/@vitest/runner/dist/index.js', 'runner'],
    ['/app/node_modules/vite/dist/node/index.js', 'runner'],
    ['/app/node_modules/@watertight/vitest/dist/index.js', 'runner'],
    ['/app/node_modules/vitest-fetch-mock/index.js', 'library'],
    ['/app/node_modules/pg/lib/client.js', 'library'],
    ['/app/vitest/db.ts', 'user'],
  ])('%s is of the %s', (file, origin) => {
    expect(originOf(at(file))).toBe(origin)
  })

  test('our own source is the runner’s, though it lies in no node_modules; our tests are a user’s', () => {
    const [own] = parseStack(
      `Error\n    at capture (${new URL('../../src/ledger/ledger.ts', import.meta.url).href}:1:1)`,
    )
    expect(own && originOf(own)).toBe('runner')
    const [test] = parseStack(new Error('here').stack ?? '')
    expect(test && originOf(test)).toBe('user')
  })

  test('another package of ours is known once it says so, built or not', () => {
    const frames = ['dist/worker/run.js', 'src/worker/run.ts', 'test/run.test.ts'].map((path) =>
      at(`/w/ours/${path}`),
    )
    expect(frames.map(isWatertight)).toEqual([false, false, false])
    registerOwnRoot('file:///w/ours/dist/worker/runtime.js')
    expect(frames.map(isWatertight)).toEqual([true, true, false])
  })
})

test('readableFrames leaves Node and the runner out', () => {
  const frames = through('node:net', module('pg'), '/app/db.ts', module('@vitest/runner'))
  expect(readableFrames(frames).map(({ file }) => file)).toEqual([module('pg'), '/app/db.ts'])
})

test('innermostLibrary is the one next to Node, by the name that its users know', () => {
  expect(innermostLibrary(through('node:net', module('pg-pool'), module('knex'), '/app/db.ts'))).toBe('pg')
  expect(innermostLibrary(through('node:net', '/app/db.ts'))).toBeUndefined()
})

function through(...files: readonly string[]) {
  return files.map(at)
}

function at(file: string) {
  return { file, line: 12, column: 18 }
}

function module(name: string): string {
  return `/app/node_modules/${name}/index.js`
}
