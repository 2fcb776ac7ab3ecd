import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { functionAround, rewrap } from '../analysis/expressions.ts'
import type { FunctionNode, Node } from '../analysis/model.ts'

/** The messages of the suggestions that this module makes. */
export type AwaitMessage = 'addAwait' | 'awaitCallback'

type Suggestion = TSESLint.ReportSuggestionArray<AwaitMessage>[number]

/** The repair of a call that nothing waits for, where it is a statement of its own and its function can wait. */
export function awaitSuggestions(
  sourceCode: Readonly<TSESLint.SourceCode>,
  call: TSESTree.CallExpression,
  kind: string,
  teardown: FunctionNode,
): Suggestion[] {
  const statement = rewrap(call).parent
  const around = functionAround(call)
  if (statement?.type !== 'ExpressionStatement' || around === null || !canWait(around, teardown)) return []
  if (kind === 'dropped')
    return [suggestion('addAwait', around, (fixer) => [fixer.insertTextBefore(statement, 'await ')])]
  if (kind !== 'untold' || call.arguments.length > 0) return []
  const text = `await new Promise((resolve) => ${sourceCode.getText(call.callee)}(resolve))`
  return [suggestion('awaitCallback', around, (fixer) => [fixer.replaceText(statement.expression, text)])]
}

function suggestion(
  messageId: AwaitMessage,
  around: FunctionNode,
  mend: (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[],
): Suggestion {
  return {
    messageId,
    fix: (fixer) => [...(around.async ? [] : [fixer.insertTextBefore(around, 'async ')]), ...mend(fixer)],
  }
}

/** It is asynchronous, or the callback of a hook that takes no `done`: that may become asynchronous. */
function canWait(around: FunctionNode, teardown: FunctionNode): boolean {
  if (around.async) return true
  return around === teardown && around.params.length === 0 && !around.generator && isArgument(around)
}

function isArgument({ parent, ...around }: Node): boolean {
  return parent?.type === 'CallExpression' && around.type !== 'FunctionDeclaration'
}
