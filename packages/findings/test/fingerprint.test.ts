import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { type Facts, type Fingerprinted, fingerprintOf } from '../src/index.ts'
import { owner, place, root } from './samples.ts'

const base: Fingerprinted = {
  facts: { kind: 'descriptor', fd: 21, path: `${root}/data/users.csv` },
  owner,
  place: { ...place, function: 'importUsers', via: 'csv-parse' },
  root,
}

test('is 16 hex digits', () => {
  expect(fingerprintOf(base)).toMatch(/^[0-9a-f]{16}$/)
})

test('stays the same between releases, or every baseline would be worthless', () => {
  expect(fingerprintOf(base)).toBe('6cdefc0054ecfa8b')
})

test.each<[string, Partial<Fingerprinted>]>([
  ['moved lines', { place: { ...place, function: 'importUsers', via: 'csv-parse', line: 99, column: 1 } }],
  ['another descriptor number', { facts: { ...base.facts, fd: 44 } }],
  ['another task id', { owner: { ...owner, id: '7_3' } }],
  [
    'another machine',
    {
      root: '/builds/shop',
      facts: { kind: 'descriptor', path: '/builds/shop/data/users.csv' },
      place: { ...place, file: '/builds/shop/test/api.test.ts', function: 'importUsers', via: 'csv-parse' },
    },
  ],
  [
    'a place that is relative already',
    { place: { ...place, file: 'test/api.test.ts', function: 'importUsers', via: 'csv-parse' } },
  ],
  [
    'another name of the function, or of the variable that holds it',
    { place: { ...place, function: 'api.loadUsers [as load]', via: 'csv-parse' } },
  ],
])('survives %s', (_what, change) => {
  expect(fingerprintOf({ ...base, ...change })).toBe(fingerprintOf(base))
})

test.each<[string, Partial<Fingerprinted>]>([
  ['kind', { facts: { ...base.facts, kind: 'file-handle' } }],
  ['path', { facts: { ...base.facts, path: `${root}/data/orders.csv` } }],
  ['test', { owner: { ...owner, name: 'deletes a user' } }],
  ['test file', { owner: { ...owner, file: 'test/users.test.ts' } }],
  ['scope', { owner: { ...owner, scope: 'suite' } }],
  [
    'acquiring file',
    { place: { ...place, file: `${root}/src/import.ts`, function: 'importUsers', via: 'csv-parse' } },
  ],
  ['number, where their lines alone differ', { nth: 2 }],
  ['library', { place: { ...place, function: 'importUsers', via: 'papaparse' } }],
])('tells findings apart by their %s', (_what, change) => {
  expect(fingerprintOf({ ...base, ...change })).not.toBe(fingerprintOf(base))
})

const uuid = ['0b6f4a1e-3a7c-4c0e-9a55-0d2f4f1c9b11', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'] as const

test.each<[string, Facts, Facts]>([
  ['ephemeral ports', { kind: 'server', localPort: 40001 }, { kind: 'server', localPort: 51877 }],
  [
    'addresses',
    { kind: 'socket', remoteAddress: '172.17.0.2' },
    { kind: 'socket', remoteAddress: '10.1.0.9' },
  ],
  [
    'pids and ports in a command line',
    { kind: 'child-process', pid: 7, command: 'node server.js --port 40001' },
    { kind: 'child-process', pid: 8, command: 'node server.js --port 51877' },
  ],
  [
    'where a program is installed',
    { kind: 'child-process', command: '/usr/bin/node server.js' },
    { kind: 'child-process', command: '/home/ada/.nvm/versions/v24/bin/node server.js' },
  ],
  [
    'temporary paths',
    { kind: 'temp-dir', path: '/tmp/shop-Xa81bQ' },
    { kind: 'temp-dir', path: `${tmpdir()}/shop-pLq92z` },
  ],
  [
    'temporary paths of another system',
    { kind: 'watcher', path: '/tmp/shop-Xa81bQ/in' },
    { kind: 'watcher', path: '/private/var/folders/zz/T/shop-aaaaaa/in' },
  ],
  [
    'identifiers in a URL, its origin and its query',
    { kind: 'response-body', url: `GET http://127.0.0.1:40001/users/${uuid[0]}/7?page=1` },
    { kind: 'response-body', url: `GET http://localhost:51877/users/${uuid[1]}/12?page=2` },
  ],
  [
    'hashes in names',
    { kind: 'broadcast-channel', name: 'job-8f14e45fceea' },
    { kind: 'broadcast-channel', name: 'job-c9f0f895fb98' },
  ],
  ['sizes', { kind: 'heap-memory', afterBytes: 1e8 }, { kind: 'heap-memory', afterBytes: 2e8 }],
  ['how many there are', { kind: 'timer', count: 2 }, { kind: 'timer', count: 3 }],
])('does not depend on %s', (_what, one, other) => {
  expect(fingerprintOf({ ...base, facts: other })).toBe(fingerprintOf({ ...base, facts: one }))
})

test.each<[string, Facts, Facts]>([
  ['signals', { kind: 'process-listener', name: 'SIGUSR1' }, { kind: 'process-listener', name: 'SIGUSR2' }],
  [
    'programs',
    { kind: 'child-process', command: 'node api.js' },
    { kind: 'child-process', command: 'node worker.js' },
  ],
  ['routes', { kind: 'response-body', url: 'GET /users' }, { kind: 'response-body', url: 'GET /orders' }],
  [
    'words made of hexadecimal letters',
    { kind: 'watcher', path: 'defaced/a' },
    { kind: 'watcher', path: 'effaced/a' },
  ],
])('keeps %s apart', (_what, one, other) => {
  expect(fingerprintOf({ ...base, facts: other })).not.toBe(fingerprintOf({ ...base, facts: one }))
})
