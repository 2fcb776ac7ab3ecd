import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { Acquisition, FileAnalysis, TestPlace } from './analysis/model.ts'
import { functionAround } from './analysis/expressions.ts'
import { insertBelow } from './below.ts'
import { importing, importingRelease } from './fixture/importing.ts'
import { teardownFunction } from './fixture/teardown-code.ts'

type Suggestions = TSESLint.ReportSuggestionArray<keyof typeof REPAIRS>

/** What the suggestions say, as `messages` of the rules that make them. */
export const REPAIRS = {
  addCleanUp: 'Add `{{code}}`.',
  declareUsing: 'Declare it with `{{keyword}}`, which releases it at the end of its block.',
} as const

/** The repairs of what its function never releases, where a declaration of its own makes them safe. */
export function repairsOf(acquisition: Acquisition, analysis: FileAnalysis): Suggestions {
  const declaration = declarationOf(acquisition)
  if (declaration === null) return []
  return [...cleanUpOf(acquisition, analysis, declaration), ...usingOf(acquisition, analysis, declaration)]
}

/** The statement of a block that declares it and nothing else: `const pool = await open()`. */
function declarationOf({ node, holders }: Acquisition): TSESTree.VariableDeclaration | null {
  const value = node.parent.type === 'AwaitExpression' ? node.parent : node
  const declarator = value.parent
  if (declarator.type !== 'VariableDeclarator' || declarator.id !== holders[0]?.at) return null
  const { parent } = declarator
  const isAlone = parent.declarations.length === 1 && parent.parent.type === 'BlockStatement'
  return isAlone && parent.kind === 'const' ? parent : null
}

/** `onTestFinished(() => pool.end())` of Vitest, `t.after(() => pool.end())` of node:test. */
function cleanUpOf(
  acquisition: Acquisition,
  { file, tests }: FileAnalysis,
  declaration: TSESTree.VariableDeclaration,
): Suggestions {
  const test = tests.testPlaceOf(declaration)
  if (test?.type !== 'test' || functionAround(declaration) !== test.callback) return []
  const module = file.originOf(test.call.callee)?.module
  const hook = module === 'vitest' ? 'onTestFinished' : module === 'test' ? afterOf(test) : null
  const isNamed = test.call.callee.type === 'Identifier'
  const bring = hook === 'onTestFinished' && isNamed ? importing(file, test.call.callee, hook) : null
  if (hook === null || (hook === 'onTestFinished' && bring === null)) return []
  const bringRelease = importingRelease(acquisition, file)
  if (bringRelease === null) return []
  const code = `${hook}(${teardownFunction(acquisition)})`
  return [
    {
      messageId: 'addCleanUp',
      data: { code },
      fix: (fixer) => [
        ...(bring?.(fixer) ?? []),
        ...bringRelease(fixer),
        insertBelow(fixer, file.text, declaration, code),
      ],
    },
  ]
}

function afterOf({ callback }: TestPlace): string | null {
  const [context] = callback.params
  return context?.type === 'Identifier' ? `${context.name}.after` : null
}

/** Only where TypeScript compiles it, and where nothing that outlives the block is known to hold the resource. */
function usingOf(
  { resource, holders, node }: Acquisition,
  { file }: FileAnalysis,
  declaration: TSESTree.VariableDeclaration,
): Suggestions {
  const isAsync = resource.disposable === 'async'
  const isPossible = resource.disposable === 'sync' || (isAsync && functionAround(node)?.async === true)
  if (!isPossible || holders.length !== 1 || !/\.[cm]?ts$/.test(file.filename)) return []
  const keyword = isAsync ? 'await using' : 'using'
  const [start] = declaration.range
  return [
    {
      messageId: 'declareUsing',
      data: { keyword },
      fix: (fixer) => fixer.replaceTextRange([start, start + declaration.kind.length], keyword),
    },
  ]
}
