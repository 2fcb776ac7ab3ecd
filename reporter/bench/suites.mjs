/**
 * The suites that are timed. Each is the text of one test file whose last test writes the milliseconds that all
 * tests before it took, hooks and reporters' work between them included, to the file that BENCH_OUT names.
 */

const IMPORTS = `
import { openSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { test } from 'vitest'
let startedAt = 0
`

const FIRST = `test('starts the clock', () => { startedAt = performance.now() })\n`
const LAST = `test('stops the clock', () => { writeFileSync(process.env.BENCH_OUT, String(performance.now() - startedAt)) })\n`

const TRIVIAL = `() => {}`

const AWAITING = `async () => {
  for (let turn = 0; turn < 10; turn++) await null
  await new Promise((done) => setImmediate(done))
}`

const SERVING = `async () => {
  const server = createServer((request, response) => response.end('ok'))
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  await (await fetch('http://127.0.0.1:' + server.address().port)).text()
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
}`

/** So many tests that do nothing; that await; that serve and fetch. */
export const trivial = (tests) => suite(tests, TRIVIAL)
export const awaiting = (tests) => suite(tests, AWAITING)
export const serving = (tests) => suite(tests, SERVING)

/** A file of one trivial test. */
export const FILE = `import { test } from 'vitest'\n\ntest('does nothing', ${TRIVIAL})\n`

/** Trivial tests while the process holds so many descriptors more than Node's own. */
export function holding(descriptors, tests) {
  const open = `for (let left = ${descriptors}; left > 0; left--) openSync('/dev/null', 'r')\n`
  return { tests, source: IMPORTS + open + body(tests, TRIVIAL) }
}

/** One test that awaits so often: a "test" of this suite is one \`await\`. */
export function awaits(count) {
  const loop = `async () => { for (let left = ${count}; left > 0; left--) await null }`
  return { tests: count, source: IMPORTS + body(1, loop) }
}

function suite(tests, code) {
  return { tests, source: IMPORTS + body(tests, code) }
}

function body(tests, code) {
  return `${FIRST}const body = ${code}\nfor (let left = ${tests}; left > 0; left--) test('test ' + left, body, 60_000)\n${LAST}`
}
