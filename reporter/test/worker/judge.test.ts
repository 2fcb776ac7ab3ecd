import type { Facts } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { fold } from '../../src/worker/hold/fold.ts'
import { Judge } from '../../src/worker/judge.ts'
import type { WatertightOptions } from '../../src/options.ts'
import type { WorkerOptions } from '../../src/worker-options.ts'
import { ROOT } from '../records.ts'
import { workerOptions } from '../worker-options.ts'
import { errorAt, fileScope, holdOf } from './made.ts'

const { file, suite, test: testScope } = fileScope()
const users = suite('users')
const creates = testScope('creates one', users)
const server: Facts = { kind: 'server', protocol: 'tcp', localAddress: '127.0.0.1', localPort: 4821 }

test('a hold is said with owner, place, stack and remedy, all relative to the root', () => {
  expect(judgeOf().judge(holdOf(creates, server, errorAt(12, 'express')), 'leaked')).toEqual({
    kind: 'server',
    level: 'fail',
    status: 'leaked',
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    owner: { scope: 'test', id: creates.id, name: 'users > creates one', file: 'test/api.test.ts' },
    facts: server,
    place: { file: 'test/api.test.ts', line: 12, column: 5, function: 'open', via: 'express' },
    stack: [
      { file: 'node_modules/express/index.js', line: 1, column: 1, function: 'open' },
      { file: 'test/api.test.ts', line: 12, column: 5, function: 'open' },
    ],
    evidence: [],
    message: expect.stringMatching(
      /^A TCP server .* at test\/api\.test\.ts:12:5 .*127\.0\.0\.1:4821/,
    ) as string,
    remedy: expect.stringContaining('lose') as string,
  })
})

test('what a file holds is the file’s, by its path', () => {
  const finding = judgeOf().judge(holdOf(file, server), 'leaked')
  expect(finding?.owner).toEqual({
    scope: 'file',
    id: 'file',
    name: 'test/api.test.ts',
    file: 'test/api.test.ts',
  })
})

test('without a line of the user the library beneath is named', () => {
  const error = new Error()
  error.stack = `Error\n    at open (${ROOT}/node_modules/pg/index.js:1:1)`
  expect(judgeOf().judge(holdOf(creates, { kind: 'socket' }, error), 'leaked')?.facts.client).toBe('pg')
})

test('one suspect is no doubt, several are named', () => {
  const hold = holdOf(creates, server)
  expect(judgeOf().judge({ ...hold, suspects: [creates] }, 'leaked')).not.toHaveProperty('suspects')
  const doubtful = judgeOf().judge({ ...hold, suspects: [creates, testScope('another')] }, 'leaked')
  expect(doubtful?.suspects).toEqual(['users > creates one', 'another'])
})

describe('the level', () => {
  test.each<[WatertightOptions, Partial<WorkerOptions>, string | undefined]>([
    [{}, {}, 'fail'],
    [{ kinds: { server: 'warn' } }, {}, 'warn'],
    [{ kinds: { server: 'off' } }, {}, undefined],
    [{}, { mode: 'warn' }, 'warn'],
    [{ kinds: { server: 'warn' } }, { mode: 'fail' }, 'fail'],
    [{ kinds: { server: 'off' } }, { mode: 'fail' }, undefined],
  ])('of a server is as %o with %o say', (given, told, level) => {
    expect(judgeOf(given, told).judge(holdOf(creates, server), 'leaked')?.level).toBe(level)
  })

  test('of a kind that only warns is raised by the strictest mode', () => {
    const hold = holdOf(creates, { kind: 'temp-dir', path: '/tmp/x' })
    expect(judgeOf().judge(hold, 'leaked')?.level).toBe('warn')
    expect(judgeOf({}, { mode: 'fail' }).judge(hold, 'leaked')?.level).toBe('fail')
  })
})

describe('allow', () => {
  test('lets pass what matches, and notes which entry did', () => {
    const judge = judgeOf({
      allow: [
        { kind: 'socket', reason: 'another kind' },
        { target: '127.0.0.1:4821', test: 'users > *', reason: 'shared on purpose' },
      ],
    })
    expect(judge.judge(holdOf(creates, server), 'leaked')).toBeNull()
    expect([...judge.allowed]).toEqual([1])
  })

  test('lets nothing else pass', () => {
    const judge = judgeOf({ allow: [{ kind: 'server', test: 'another', reason: 'x' }] })
    expect(judge.judge(holdOf(creates, server), 'leaked')).not.toBeNull()
    expect([...judge.allowed]).toEqual([])
  })

  test('of a scope holds for it and those within it, not for its neighbours', () => {
    const { suite: makeSuite, test: makeTest } = fileScope()
    const outer = makeSuite('outer')
    outer.allow({ kind: 'server', reason: 'x' })
    const judge = judgeOf()
    expect(judge.judge(holdOf(makeTest('inner', outer), server), 'leaked')).toBeNull()
    expect(judge.judge(holdOf(outer, server), 'leaked')).toBeNull()
    expect(judge.judge(holdOf(makeTest('beside'), server), 'leaked')).not.toBeNull()
    expect([...judge.allowed]).toEqual([])
  })
})

describe('the baseline', () => {
  const { fingerprint = '' } = judgeOf().judge(holdOf(creates, server), 'leaked') ?? {}

  test('makes a known leak a warning', () => {
    const judge = judgeOf({}, { known: [fingerprint] })
    expect(judge.judge(holdOf(creates, server), 'leaked')).toMatchObject({ level: 'warn', known: true })
  })

  test('knows it on another line and with another port', () => {
    const moved = holdOf(creates, { ...server, localPort: 9999 }, errorAt(99))
    expect(judgeOf({}, { known: [fingerprint] }).judge(moved, 'leaked')).toMatchObject({ known: true })
  })

  test('knows no other leak', () => {
    const judge = judgeOf({}, { known: [fingerprint] })
    const other = judge.judge(holdOf(testScope('another'), server), 'leaked')
    expect(other).toMatchObject({ level: 'fail' })
    expect(other).not.toHaveProperty('known')
  })

  test('of one server of a test does not know the second that another line opens', () => {
    const judge = judgeOf({}, { known: [fingerprint] })
    const [first, second, again] = [12, 14, 14].map((line) =>
      judge.judge(holdOf(creates, server, errorAt(line)), 'leaked'),
    )
    expect(first).toMatchObject({ level: 'warn', known: true })
    expect(second).toMatchObject({ level: 'fail' })
    expect(again?.fingerprint).toBe(second?.fingerprint)
    expect(second?.fingerprint).not.toBe(fingerprint)
  })

  test('knows the servers that a helper opens for a test, however many: they are one finding with a count', () => {
    const holds = [1, 2].map((localPort) => holdOf(creates, { ...server, localPort }, errorAt(30)))
    const [folded, ...others] = fold(holds)
    expect(others).toEqual([])
    expect(folded?.facts.count).toBe(2)
    expect(folded && judgeOf({}, { known: [fingerprint] }).judge(folded, 'leaked')?.known).toBe(true)
  })

  test('is not shifted by what was released in time to be held only', () => {
    const judge = judgeOf({}, { known: [fingerprint] })
    judge.judge(holdOf(creates, server, errorAt(10)), 'held')
    expect(judge.judge(holdOf(creates, server), 'leaked')).toMatchObject({ known: true })
  })

  test('says nothing about what is held', () => {
    expect(judgeOf({}, { known: [fingerprint] }).judge(holdOf(creates, server), 'held')).not.toHaveProperty(
      'known',
    )
  })

  test('that is being written knows everything that it sees', () => {
    const judge = judgeOf({ baseline: 'baseline.json' }, { update: true })
    expect(judge.judge(holdOf(creates, server), 'leaked')).toMatchObject({ level: 'warn', known: true })
    const without = judgeOf({}, { update: true })
    expect(without.judge(holdOf(creates, server), 'leaked')).toMatchObject({ level: 'fail' })
  })
})

function judgeOf(given: WatertightOptions = {}, told: Partial<WorkerOptions> = {}): Judge {
  return new Judge(workerOptions(given, told))
}
