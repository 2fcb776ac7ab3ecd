const head = `import { createServer } from 'node:http'
import { open } from 'node:fs/promises'
import { Pool } from 'pg'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'`

const functions = (n) => `
export async function read${n}(path) {
  const file = await open(path)
  const pool = new Pool({ max: ${n} })
  try {
    const { rows } = await pool.query('select ${n}', [await file.read()])
    return rows.filter((row) => row.id > ${n}).map((row) => ({ ...row, path }))
  } finally {
    await pool.end()
  }
}`

const tests = (n) => `
  test('answers ${n}', async () => {
    const server = createServer((request, response) => response.end('${n}'))
    await new Promise((done) => server.listen(0, done))
    const answer = await fetch(\`http://localhost:\${server.address().port}/\`)
    expect(await answer.text()).toBe('${n}')
    server.close()
  })`

const statements = (n) => `
  const pool${n} = new Pool()
  const rows${n} = await pool${n}.query('select ${n}', [${n}])
  if (rows${n}.length > 0) await pool${n}.end()`

const uses = (n) => `
  const rows${n} = await pool.query('select ${n}', [${n}])
  results.push(rows${n})`

const methods = (n) => `
  async open${n}() {
    this.pool${n} = new Pool()
    return this.pool${n}.query('select ${n}')
  }`

const plain = (n) => `
export function value${n}(rows, limit) {
  const wanted = rows.filter((row) => row.id > ${n})
  return wanted.length > limit ? wanted.slice(0, limit) : wanted
}`

const servers = (n) => `
const server${n} = createServer().listen(0)
server${n}.close()`

const hooks = (n) => `
describe('suite ${n}', () => {
  let server
  beforeEach(() => {
    server = createServer().listen(0)
  })
  afterEach(() => server.close())
  test('answers', () => {
    const own = createServer().listen(0)
    onTestFinished(() => own.close())
  })
})`

// Numbers as if drawn by lot, the same in every run.
const callers = (n, count) => `
function call${n}(pool) {
  call${(n * 7919 + 1) % count}(pool)
  call${(n * 104_729 + 5) % count}(pool)
  return createServer().listen(${n})
}`

const made = (n) => `
const made${n} = makeServer()
made${n}.close()`

/** Files of about so many lines, by what there is more and more of. */
export const SHAPES = {
  functions: (lines) => fill(lines, functions),
  'tests of one suite': (lines) => fill(lines, tests, "describe('all', () => {", '})'),
  'resources of one function': (lines) => fill(lines, statements, 'export async function all() {', '}'),
  'uses of one resource': (lines) =>
    fill(
      lines,
      uses,
      'export async function all(results) {\n  const pool = new Pool()',
      '  await pool.end()\n}',
    ),
  'fields of one class': (lines) => fill(lines, methods, 'export class All {', '  async close() {}\n}'),
  'resources of one module': (lines) => fill(lines, servers),
  'suites with hooks': (lines) => fill(lines, hooks),
  'functions that call each other': (lines) => fill(lines, callers),
  'calls of one factory': (lines) =>
    fill(lines, made, 'function makeServer() {\n  return createServer().listen(0)\n}'),
  'code without resources': (lines) => fill(lines, plain),
}

function fill(lines, part, before = '', after = '') {
  const count = Math.ceil(lines / part(0, 1).split('\n').length)
  const parts = Array.from({ length: count }, (_, n) => part(n, count))
  return [head, before, ...parts, after].join('\n')
}
