import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { codeOf, messageOf } from '../src/thrown.ts'

/** As Node's own errors are for a test that runs in a context of `node:vm`, as Jest's do. */
const foreign: unknown = runInNewContext(`Object.assign(new Error('no such file'), { code: 'ENOENT' })`)

test('reads an error that another context has made', () => {
  expect(foreign).not.toBeInstanceOf(Error)
  expect([codeOf(foreign), messageOf(foreign)]).toEqual(['ENOENT', 'no such file'])
})

test.each([
  ['a text', 'lost', 'lost'],
  ['nothing', undefined, 'undefined'],
  ['an error without a code', new Error('lost'), 'lost'],
])('takes %s as it is', (_, thrown, message) => {
  expect([codeOf(thrown), messageOf(thrown)]).toEqual([undefined, message])
})
