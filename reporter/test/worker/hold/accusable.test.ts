import { describe, expect, test } from 'vitest'
import type { Facts } from '@watertight/findings'
import { accusable } from '../../../src/worker/hold/accusable.ts'
import { fold } from '../../../src/worker/hold/fold.ts'
import type { Hold } from '../../../src/worker/hold/hold.ts'
import type { Scope } from '../../../src/worker/scope.ts'
import { acquisitionOf, errorAt, fileScope, holdOf } from '../made.ts'

const { file, suite, test: testScope } = fileScope()
const outer = suite('outer')
const ports = { localPort: 50_000, remotePort: 443 }
const SESSION: Facts = { kind: 'http2-session', ...ports }
const SOCKET: Facts = { kind: 'socket', ...ports }

describe('what has no user frame', () => {
  test('is a library’s own where a suite or a file holds it', () => {
    const holds = [file, outer].flatMap((scope) => [recorded(scope, SESSION), recorded(scope, SOCKET)])
    expect(accusable(holds)).toEqual([])
  })

  test('is the test’s where a test holds it', () => {
    const hold = recorded(testScope('first'), SOCKET)
    expect(accusable([hold])).toEqual([hold])
  })

  test('is a suspect’s where no call was recorded', () => {
    const hold = holdOf(file, { kind: 'native-descriptor', fd: 21 }, null)
    expect(accusable([hold])).toEqual([hold])
  })
})

describe('a session, which begins without a user frame', () => {
  const session = recorded(outer, SESSION)

  test('is the user’s with the connection beneath it, and gives the finding its name', () => {
    const holds = accusable([recorded(outer, SOCKET, errorAt(7)), session])
    expect(fold(holds)).toMatchObject([{ facts: { kind: 'http2-session' }, place: { line: 7 } }])
  })

  test('takes its connection with it when it is kept', () => {
    const holds = accusable([recorded(outer, SOCKET, errorAt(7)), session])
    expect(fold(holds, (hold) => hold === session)).toEqual([])
  })

  test('is none of what another connection, or another scope, has', () => {
    const others = [
      recorded(outer, { ...SOCKET, localPort: 50_001 }, errorAt(7)),
      recorded(file, SOCKET, errorAt(8)),
      recorded(outer, { kind: 'socket' }, errorAt(9)),
    ]
    expect(accusable([session, ...others])).toEqual(others)
  })

  test('joins nothing before it is connected', () => {
    const user = recorded(outer, { kind: 'socket' }, errorAt(7))
    expect(accusable([recorded(outer, { kind: 'http2-session' }), user])).toEqual([user])
  })
})

describe('what keeps a closed server open', () => {
  const spared = new Set(['50000 to 443'])
  const keptOpen = (facts: Partial<Facts>) =>
    holdOf(testScope('serves'), { kind: 'server-kept-open', ...facts })

  test('is nobody’s where its client is spared', () => {
    expect(accusable([keptOpen({ localPort: 443, remotePort: 50_000 })], spared)).toEqual([])
  })

  test.each<[string, Partial<Facts>]>([
    ['of another client', { localPort: 443, remotePort: 50_001 }],
    ['the other way round', { localPort: 50_000, remotePort: 443 }],
    ['without ports, as at a UNIX socket', {}],
  ])('stays where it is a connection %s', (_, facts) => {
    const hold = keptOpen(facts)
    expect(accusable([hold], spared)).toEqual([hold])
  })
})

function recorded(scope: Scope, facts: Facts, error: Error | null = null): Hold {
  return { ...holdOf(scope, facts, error), acquisition: acquisitionOf(scope, 'TCPWRAP') }
}
