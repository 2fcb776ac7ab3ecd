import rule from '../../src/rules/prefer-fixture.ts'
import { testRule } from '../rule-tester.ts'

const filename = 'test/users.test.js'
const IMPORTS = `import { test } from 'vitest'
import { createServer } from 'node:http'
import { Pool } from 'pg'
`

/** Tests that each open something and close it, one a line. */
function tests(count: number, open: (index: number) => string): string {
  const lines = Array.from({ length: count }, (_, index) => {
    return `test('${String(index)}', async () => { const it = ${open(index)}; await use(it); it.query?.(''); await it.end() })`
  })
  return IMPORTS + lines.join('\n')
}

testRule('prefer-fixture', rule, {
  invalid: [
    {
      name: 'three tests that open the same pool',
      filename,
      code: tests(3, () => `new Pool({ max: 1 })`),
      errors: [
        {
          message:
            '`Pool` from pg is opened in the same way by 3 tests of this file (the others at line 5, 6), each of which must close it by itself; open and close it once, in `beforeEach` and `afterEach` or in a fixture.',
          line: 4,
        },
      ],
    },
    {
      name: 'many tests, of which the first are named',
      filename,
      code: tests(8, () => `createServer(app).listen(0)`),
      errors: [
        {
          messageId: 'repeated',
          data: { resource: '`Server` from http', count: '8', lines: 'line 5, 6, 7, 8, 9, …' },
        },
      ],
    },
    {
      name: 'two tests, where two are too many',
      filename,
      options: [{ min: 2 }],
      code: tests(2, () => `new Pool()`),
      errors: [{ messageId: 'repeated' }],
    },
    {
      name: 'each kind of thing by itself',
      filename,
      code: tests(6, (index) => (index % 2 === 0 ? `new Pool()` : `createServer(app).listen(0)`)),
      errors: [{ messageId: 'repeated' }, { messageId: 'repeated' }],
    },
  ],
  valid: [
    { name: 'two tests', filename, code: tests(2, () => `new Pool()`) },
    {
      name: 'tests that each open something of their own',
      filename,
      code: tests(4, (index) => `new Pool({ max: ${String(index)} })`),
    },
    {
      name: 'one test that opens it three times',
      filename,
      code: `${IMPORTS}test('a', () => { use(new Pool()); use(new Pool()); use(new Pool()) })`,
    },
    {
      name: 'tests that call a function which opens it',
      filename,
      code: `${tests(3, () => `open()`)}\nfunction open() { return new Pool() }`,
    },
    {
      name: 'timers, which are no fixtures',
      filename,
      code: tests(3, () => `setInterval(tick, 10)`),
    },
    {
      name: 'a hook that opens it for all',
      filename,
      code: `${IMPORTS}let pool; beforeEach(() => { pool = new Pool() }); afterEach(() => pool.end())
test('a', () => pool.query('')); test('b', () => pool.query('')); test('c', () => pool.query(''))`,
    },
    { name: 'servers that never listen', filename, code: tests(3, () => `createServer(app)`) },
    {
      name: 'functions of a program',
      filename: 'src/a.js',
      code: `import { Pool } from 'pg'
export function a() { const p = new Pool(); p.query('') }
export function b() { const p = new Pool(); p.query('') }
export function c() { const p = new Pool(); p.query('') }`,
    },
  ],
})
