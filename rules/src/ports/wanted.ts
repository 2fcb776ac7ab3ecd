import { nameOfCallee } from '../analysis/expressions.ts'
import type { AcquiringNode, Node } from '../analysis/model.ts'
import type { SourceFile } from '../analysis/source-file.ts'
import type { Tests } from '../analysis/tests.ts'

/** Nothing listens in a file that replaces what would. */
const MOCKED =
  /\b(?:do)?(?:mock|spyOn|stub|replace)\((?:[^()'"`]|\([^()]*\))*['"`](?:node:)?(?:https?|http2|net|express|fastify|koa|hono|@hono\/node-server|ws|listen)['"`]/i
/** The errors of a port that is taken or forbidden. */
const FAILING = /EADDRINUSE|EACCES|EADDRNOTAVAIL/
const EXPECTING = /^(expect|assert|t|should)?\.?(throws|rejects|toThrow\w*|expect)$/

/** Whether a test has its reason for a port that is fixed: it shall fail to listen, or never does. */
export function isWanted(call: AcquiringNode, file: SourceFile, tests: Tests): boolean {
  if (MOCKED.test(file.text)) return true
  const test = tests.testPlaceOf(call)
  if (test !== null && FAILING.test(file.text.slice(...test.callback.range))) return true
  return isExpectedToFail(call)
}

/** `assert.throws(() => server.listen(80))`, `expect(() => server.listen(80)).toThrow()` */
function isExpectedToFail(node: Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.type === 'CallExpression' && EXPECTING.test(nameOfCallee(outer.callee))) return true
  }
  return false
}
