import { expect, test } from 'vitest'
import { analyseCode } from './analyse-code.ts'

const HANDLER = `app.get('/', async () => (await db()).query('select 1'))`

test('takes a call of a function that returns what it just opened for an acquisition', () => {
  const code = `import { Pool } from 'pg'\nfunction db() { const pool = new Pool(); return pool }\n${HANDLER}`
  expect(linesOf(code)).toEqual([2, 3])
})

test.each([
  `let pool; function db() { if (!pool) pool = new Pool(); return pool }`,
  `let pool; const db = () => (pool ??= new Pool())`,
  `const pools = new Map(); function db() { if (!pools.has(1)) pools.set(1, new Pool()); return pools.get(1) }`,
  `let pool; function db() { pool = new Pool(); return pool }`,
])('takes no call for one of a function that keeps what it opened: %s', (factory) => {
  expect(linesOf(`import { Pool } from 'pg'\n${factory}\n${HANDLER}`)).toEqual([2])
})

function linesOf(code: string): readonly number[] {
  return analyseCode(code).acquisitions.map(({ node }) => node.loc.start.line)
}
