import { describe, expect, test } from 'vitest'
import { fold } from '../../../src/worker/hold/fold.ts'
import { errorAt, fileScope, holdOf } from '../made.ts'

const { test: testScope } = fileScope()
const first = testScope('first')
const second = testScope('second')

describe('one thing that a user opened is one hold', () => {
  test('the handles of one line, named by the one that is closed first', () => {
    const holds = (['socket', 'http2-session', 'timer'] as const).map((kind) => holdOf(first, { kind }))
    expect(fold(holds)).toMatchObject([{ facts: { kind: 'http2-session' } }])
  })

  test('several of the same kind from one line, counted', () => {
    const holds = [1, 2, 3].map((localPort) => holdOf(first, { kind: 'socket', localPort }))
    expect(fold(holds)).toMatchObject([{ facts: { kind: 'socket', count: 3 } }])
  })

  test('the two views of one connection, placed where either is', () => {
    const ports = { localPort: 50_000, remotePort: 443 }
    const holds = [
      holdOf(first, { kind: 'http2-session', ...ports }, null),
      holdOf(first, { kind: 'socket', ...ports }, errorAt(7)),
    ]
    expect(fold(holds)).toMatchObject([{ facts: { kind: 'http2-session' }, place: { line: 7 } }])
  })

  test('the two views of one descriptor', () => {
    const holds = [
      holdOf(first, { kind: 'descriptor', fd: 21 }, errorAt(7)),
      holdOf(first, { kind: 'file-stream', fd: 21 }, errorAt(8)),
    ]
    expect(fold(holds)).toMatchObject([{ facts: { kind: 'file-stream' } }])
  })

  test('what a client opens on its own later, where nothing tells who built the client', () => {
    const watchers = ['a.ts', 'b.ts'].map((path) =>
      holdOf(first, { kind: 'watcher', path }, later('chokidar')),
    )
    const others = [
      holdOf(first, { kind: 'timer' }, later('chokidar')),
      holdOf(first, { kind: 'watcher' }, later('watchpack')),
      holdOf(second, { kind: 'watcher' }, later('chokidar')),
    ]
    expect(fold([...watchers, ...others]).map(({ facts }) => [facts.kind, facts.count])).toEqual([
      ['watcher', 2],
      ['timer', undefined],
      ['watcher', undefined],
      ['watcher', undefined],
    ])
  })

  test('what is linked by a third', () => {
    const holds = [
      holdOf(first, { kind: 'descriptor', fd: 21 }, errorAt(7)),
      holdOf(first, { kind: 'pipe' }, errorAt(8)),
      holdOf(first, { kind: 'child-process', fd: 21 }, errorAt(8)),
    ]
    expect(fold(holds)).toMatchObject([{ facts: { kind: 'child-process' }, place: { line: 8 } }])
  })
})

describe('told apart', () => {
  test('what two lines opened', () => {
    const holds = [7, 8].map((line) => holdOf(first, { kind: 'socket' }, errorAt(line)))
    expect(fold(holds)).toHaveLength(2)
  })

  test('what two tests opened by one line', () => {
    const holds = [first, second].map((scope) => holdOf(scope, { kind: 'socket', fd: 21 }))
    expect(fold(holds)).toHaveLength(2)
  })

  test('listeners for several events that one line adds', () => {
    const names = ['SIGINT', 'SIGTERM', 'SIGINT']
    const holds = names.map((name) => holdOf(first, { kind: 'process-listener', name }))
    expect(fold(holds).map(({ facts }) => [facts.name, facts.count])).toEqual([
      ['SIGINT', 2],
      ['SIGTERM', undefined],
    ])
  })

  test('what has no place, no connection and no descriptor', () => {
    const holds = [1, 2].map(() => holdOf(first, { kind: 'socket' }, null))
    expect(fold(holds)).toHaveLength(2)
  })

  test('kinds that stand for themselves, from one line too', () => {
    const holds = (['temp-dir', 'heap-memory', 'socket'] as const).map((kind) => holdOf(first, { kind }))
    expect(fold(holds)).toHaveLength(3)
  })
})

describe('what a library keeps beside its main resource', () => {
  test('goes with it', () => {
    const holds = [
      holdOf(first, { kind: 'socket' }, errorAt(7, 'ioredis')),
      holdOf(first, { kind: 'timer' }, errorAt(9, 'ioredis')),
    ]
    expect(fold(holds)).toMatchObject([{ facts: { kind: 'socket' } }])
  })

  test('stays when it is all that is left', () => {
    expect(fold([holdOf(first, { kind: 'timer' }, errorAt(9, 'ioredis'))])).toHaveLength(1)
  })

  test('stays when the main resource is of another library, another test, or the user’s own', () => {
    const timer = holdOf(first, { kind: 'timer' }, errorAt(9, 'ioredis'))
    const others = [
      holdOf(first, { kind: 'socket' }, errorAt(7, 'pg')),
      holdOf(second, { kind: 'socket' }, errorAt(8, 'ioredis')),
      holdOf(first, { kind: 'socket' }, errorAt(6)),
    ]
    expect(fold([timer, ...others])).toHaveLength(4)
  })
})

describe('what is kept on purpose', () => {
  const child = holdOf(first, { kind: 'child-process', pid: 7 })
  const pipe = holdOf(first, { kind: 'pipe', fd: 21 })

  test('takes what it is made of with it', () => {
    expect(fold([child, pipe], (hold) => hold === child)).toEqual([])
  })

  test('leaves others of its kind from the same line', () => {
    const other = holdOf(first, { kind: 'child-process', pid: 8 })
    expect(fold([child, other], (hold) => hold === child)).toMatchObject([{ facts: { pid: 8 } }])
  })
})

/** The stack of what a library does in a later tick. */
function later(library: string): Error {
  const error = errorAt(1, library)
  error.stack = (error.stack ?? '').split('\n').slice(0, -1).join('\n')
  return error
}
