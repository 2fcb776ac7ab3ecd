import { mentionsOfGlobals } from '../global-mentions.ts'
import type { SourceFile } from '../source-file.ts'
import { TEST_MODULES } from './words.ts'

/** Globals that nobody but a test runner provides; `test` and `context` alone would be guesses. */
const GLOBALS = new Set(['describe', 'it', 'test', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll'])

/** Whether a file imports a test runner, or calls its globals. */
export function usesTestRunner(file: SourceFile): boolean {
  return importsTestRunner(file) || callsGlobals(file)
}

function importsTestRunner(file: SourceFile): boolean {
  return file.ast.body.some((statement) => {
    if (statement.type === 'ImportDeclaration') {
      return statement.importKind !== 'type' && TEST_MODULES.has(statement.source.value.replace(/^node:/, ''))
    }
    if (statement.type !== 'VariableDeclaration') return false
    return statement.declarations.some(({ init }) => {
      const isRequire = init?.type === 'CallExpression' || init?.type === 'MemberExpression'
      return isRequire && TEST_MODULES.has(file.originOf(init)?.module ?? '')
    })
  })
}

function callsGlobals(file: SourceFile): boolean {
  return mentionsOfGlobals(file, GLOBALS).some(
    ({ parent }) =>
      (parent?.type === 'CallExpression' && parent.arguments.length > 0) ||
      parent?.type === 'MemberExpression',
  )
}
