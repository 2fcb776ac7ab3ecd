import { expect, test } from 'vitest'
import { targetsOf } from '../src/index.ts'

test('names a connection by both ends, its route and its service', () => {
  const ends = { localAddress: '127.0.0.1', localPort: 51234, remoteAddress: '127.0.0.1', remotePort: 5432 }
  expect(targetsOf({ kind: 'socket', ...ends })).toEqual([
    '127.0.0.1:5432',
    '127.0.0.1:51234',
    '127.0.0.1:51234 → 127.0.0.1:5432',
    'PostgreSQL',
  ])
})

test('names a process by its command line and the ports it listens on', () => {
  const facts = {
    kind: 'child-process',
    pid: 7,
    command: 'node server.js',
    listens: ['127.0.0.1:8000'],
  } as const
  expect(targetsOf(facts)).toEqual(['node server.js', '127.0.0.1:8000'])
})

test('has no name for what nothing is known of', () => {
  expect(targetsOf({ kind: 'worker-thread' })).toEqual([])
})
