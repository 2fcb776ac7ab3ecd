import { expect, test } from 'vitest'
import { type Described, describeFinding } from '../src/index.ts'
import { owner, place, root } from './samples.ts'

const server = { kind: 'server', protocol: 'tcp', localAddress: '127.0.0.1', localPort: 4821 } as const
const leaked: Described = { facts: server, owner, place, status: 'leaked', root }

test('says what was opened where, how it lives on, and how to close it', () => {
  expect(describeFinding(leaked)).toEqual({
    message:
      'A TCP server was opened at test/api.test.ts:12:18 and still listens on 127.0.0.1:4821 after "creates a user" ended. ' +
      'Close it with `await new Promise(done => server.close(done))`.',
    remedy: 'Close it with `await new Promise(done => server.close(done))`.',
  })
})

test('names the service and the library that opened a connection, which the place tells', () => {
  const facts = {
    kind: 'socket',
    localAddress: '127.0.0.1',
    localPort: 51234,
    remoteAddress: '127.0.0.1',
    remotePort: 5432,
  } as const
  expect(fact({ ...leaked, facts, place: { ...place, line: 14, column: 20, via: 'pg' } })).toBe(
    'A PostgreSQL connection 127.0.0.1:51234 → 127.0.0.1:5432 was opened by pg at test/api.test.ts:14:20 and is still open after "creates a user" ended.',
  )
})

test.each<[string, Partial<Described>, string]>([
  ['a suite', { owner: { ...owner, scope: 'suite', name: 'users' } }, 'after the suite "users" ended.'],
  ['the file that acquired it', { owner: { ...owner, scope: 'file' } }, 'after its file ended.'],
  [
    'a file whose helper acquired it',
    { owner: { ...owner, scope: 'file' }, place: { ...place, file: `${root}/test/server.ts` } },
    'after test/api.test.ts ended.',
  ],
  [
    'a worker',
    { owner: { scope: 'worker', id: '', name: '', file: '' } },
    'after the last file of its worker ended.',
  ],
  ['the run', { owner: { scope: 'run', id: '', name: '', file: '' } }, 'after the run ended.'],
])('says the end of %s', (_owner, described, expected) => {
  expect(fact({ ...leaked, ...described })).toMatch(new RegExp(`${expected.replaceAll('.', '\\.')}$`))
})

test.each<[string, Partial<Described>, string]>([
  ['a test', {}, 'was opened during "creates a user" and still listens on 127.0.0.1:4821 after it ended.'],
  [
    'a suite',
    { owner: { ...owner, scope: 'suite', name: 'users' } },
    'was opened during the suite "users" and still listens on 127.0.0.1:4821 after it ended.',
  ],
  [
    'a file',
    { owner: { ...owner, scope: 'file' } },
    'was opened by test/api.test.ts and still listens on 127.0.0.1:4821 after it ended.',
  ],
  [
    'a worker',
    { owner: { scope: 'worker', id: '', name: '', file: '' } },
    'was opened in the worker and still listens on 127.0.0.1:4821 after its last file ended.',
  ],
  [
    'the run',
    { owner: { scope: 'run', id: '', name: '', file: '' } },
    'was opened during the run and still listens on 127.0.0.1:4821 after it ended.',
  ],
])('without a place, says that it was opened during %s', (_owner, described, expected) => {
  expect(fact({ ...leaked, place: undefined, ...described })).toBe(`A TCP server ${expected}`)
})

test('names all suspects instead of one, when it cannot be told who did it', () => {
  const suspects = ['reads', 'writes', 'deletes']
  expect(describeFinding({ ...leaked, place: undefined, suspects }).message).toBe(
    'A TCP server was opened during one of 3 tests or hooks that ran close together and still listens on 127.0.0.1:4821 after they had ended. ' +
      'Any of them may have done it: "reads", "writes" or "deletes". ' +
      'Close it with `await new Promise(done => server.close(done))`.',
  )
})

test('names no owner beside suspects when the place is known', () => {
  const { message } = describeFinding({ ...leaked, suspects: ['reads', 'writes'] })
  expect(message).toContain(
    'after 2 tests or hooks that ran close together had ended. Any of them may have done it: "reads" or "writes".',
  )
  expect(message).not.toContain('creates a user')
})

test('counts the suspects that are too many to name', () => {
  const suspects = Array.from({ length: 12 }, (_, index) => `test ${index}`)
  expect(describeFinding({ ...leaked, suspects }).message).toContain('"test 3", "test 4" or 7 more.')
})

test('takes a single suspect for the owner', () => {
  expect(describeFinding({ ...leaked, suspects: ['creates a user'] })).toEqual(describeFinding(leaked))
})

test('says of a held resource that an outer scope released it, and asks for nothing where that is meant', () => {
  expect(describeFinding({ ...leaked, status: 'held' }).message).toBe(
    'A TCP server was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. ' +
      'Unless it is shared on purpose, close it with `await new Promise(done => server.close(done))`.',
  )
})

test('agrees with its subject in number, not with the count of what keeps it open', () => {
  const facts = { kind: 'server-kept-open', count: 3 } as const
  expect(fact({ ...leaked, facts })).toContain(
    'A server was opened at test/api.test.ts:12:18 and closed, but 3 connections still keep it open',
  )
  expect(describeFinding({ ...leaked, facts, status: 'late' }).message).toContain(
    'and was released only after',
  )
  expect(describeFinding({ ...leaked, facts: { ...server, count: 3 }, status: 'late' }).message).toContain(
    'and were released only after',
  )
})

test('says of a late release that nothing awaited it', () => {
  expect(describeFinding({ ...leaked, status: 'late' }).message).toBe(
    'A TCP server was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. ' +
      'Await its release: close it with `await new Promise(done => server.close(done))`.',
  )
})

test('keeps the remedy free of what depends on the status', () => {
  const remedies = (['leaked', 'held', 'late'] as const).map(
    (status) => describeFinding({ ...leaked, status }).remedy,
  )
  expect(new Set(remedies).size).toBe(1)
})

test('keeps a place outside of the root absolute', () => {
  const outside = { ...place, file: '/home/ada/shopping/server.ts' }
  expect(fact({ ...leaked, place: outside })).toContain('at /home/ada/shopping/server.ts:12:18')
})

test('writes IPv6 addresses in brackets and an unknown address as a star', () => {
  expect(fact({ ...leaked, facts: { ...server, localAddress: '::1' } })).toContain('on [::1]:4821')
  expect(fact({ ...leaked, facts: { kind: 'server', localPort: 4821 } })).toContain('on *:4821')
})

test('falls back to the remedy of the kind when the library releases something else', () => {
  const facts = { kind: 'temp-dir', path: '/tmp/x', client: 'pg' } as const
  expect(describeFinding({ ...leaked, facts }).remedy).toContain('Remove it with')
})

test('lets a hostile name or command break neither the line nor the terminal', () => {
  const facts = {
    kind: 'child-process',
    pid: 7,
    command: `sh -c "\u001b[2J\`id\`\n${'x'.repeat(500)}"`,
  } as const
  const { message } = describeFinding({ ...leaked, facts, owner: { ...owner, name: 'a\u202eb\r\nc' } })
  expect(message).toContain("`sh -c \"\\x1b[2J'id'\\nxxx")
  expect(message).toContain('after "a\\u202eb\\r\\nc" ended')
  expect(message.length).toBeLessThan(450)
})

test('says how much memory a test kept, before and after', () => {
  const facts = { kind: 'buffer-memory', beforeBytes: 12 * 1024 ** 2, afterBytes: 140 * 1024 ** 2 } as const
  expect(fact({ ...leaked, place: undefined, facts })).toBe(
    '128 MB of Buffer memory was allocated during "creates a user" and is still retained (12 MB → 140 MB) after it ended.',
  )
})

/** The first sentence: what was seen. */
function fact(described: Described): string {
  const { message, remedy } = describeFinding(described)
  return message.slice(0, -remedy.length).trimEnd()
}
