import type { SocketInfo } from '@watertight/probe'
import type { Acquisition } from '@watertight/probe/ledger'
import { expect, test, vi } from 'vitest'
import type { Hold } from '../../src/worker/hold/hold.ts'
import { nativeHolds } from '../../src/worker/native-holds.ts'
import type { Runtime } from '../../src/worker/runtime.ts'
import type { Scope } from '../../src/worker/scope.ts'
import { acquisitionOf, fileScope, holdOf } from './made.ts'

const { file, test: testScope } = fileScope()
const [first, second] = [testScope('first'), testScope('second')]
const LISTENING = {
  inode: '77',
  protocol: 'tcp',
  state: 'listen',
  localAddress: '127.0.0.1',
  localPort: 4000,
} as const

test('a file that native code opened is charged to the test that ran', () => {
  expect(holdsOf('/app/shop.db')).toMatchObject([
    { scope: first, facts: { kind: 'native-descriptor', fd: 21, path: '/app/shop.db' }, suspects: [first] },
  ])
})

test('where several ran, all of them are suspects, and what is around them is charged', () => {
  const holds = holdsOf('/app/shop.db', { suspects: [second, first] })
  expect(holds).toMatchObject([{ scope: file, suspects: [second, first] }])
})

test('it is told where that is asked for, not where one of the suspects is', () => {
  expect(holdsOf('/app/shop.db', { suspects: [second, first], scope: second })).toEqual([])
})

test('what another scope’s tests opened is not told here', () => {
  expect(holdsOf('/app/shop.db', { suspects: [fileScope().test('elsewhere')] })).toEqual([])
})

test('a port on which native code listens is named by its address', () => {
  expect(holdsOf('socket:[77]', { sockets: [LISTENING] })).toMatchObject([
    { facts: { kind: 'listening-port', fd: 21, localAddress: '127.0.0.1', localPort: 4000 } },
  ])
})

test('sockets that do not listen, or are not known, accuse nobody', () => {
  expect(holdsOf('socket:[77]', { sockets: [{ ...LISTENING, state: 'established' }] })).toEqual([])
  expect(holdsOf('socket:[77]', { sockets: [] })).toEqual([])
})

test('a port that a handle of this thread listens on is the handle’s', () => {
  const handled = acquisitionOf(first, 'TCPSERVERWRAP', { strong: { fd: 21 } })
  expect(holdsOf('socket:[77]', { sockets: [LISTENING], live: [handled] })).toEqual([])
})

test('a port of a thread that the same test left running is part of that thread', () => {
  const thread = holdOf(first, { kind: 'worker-thread' })
  expect(holdsOf('socket:[77]', { sockets: [LISTENING], holds: [thread] })).toEqual([])
  const other = holdOf(second, { kind: 'worker-thread' })
  expect(holdsOf('socket:[77]', { sockets: [LISTENING], holds: [other] })).toHaveLength(1)
})

test('the socket tables, which cost milliseconds, are read for sockets only', () => {
  const listSockets = vi.fn(() => new Map<string, SocketInfo>())
  const runtime = { probe: { listSockets }, ledger: { live: () => [] } } as unknown as Runtime
  const sighting = (target: string) => [{ descriptor: { fd: 21, target }, suspects: [first] }]
  nativeHolds(sighting('/app/shop.db'), file, runtime, [])
  expect(listSockets).not.toHaveBeenCalled()
  nativeHolds(sighting('socket:[77]'), file, runtime, [])
  expect(listSockets).toHaveBeenCalledTimes(1)
})

interface Given {
  readonly scope?: Scope
  readonly suspects?: readonly Scope[]
  readonly sockets?: readonly SocketInfo[]
  readonly live?: readonly Acquisition<Scope>[]
  readonly holds?: readonly Hold[]
}

function holdsOf(
  target: string,
  { suspects = [first], scope = file, sockets = [], live = [], holds = [] }: Given = {},
): Hold[] {
  const runtime = {
    probe: { listSockets: () => new Map(sockets.map((socket) => [socket.inode, socket])) },
    ledger: { live: () => live.values() },
  } as unknown as Runtime
  return nativeHolds([{ descriptor: { fd: 21, target }, suspects }], scope, runtime, holds)
}
