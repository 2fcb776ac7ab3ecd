import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction } from '../expressions.ts'
import type { FunctionNode, Node } from '../model.ts'
import type { SourceFile } from '../source-file.ts'

/** The callback of a call of a test runner: its last function, by name or in a wrapper too. */
export function callbackOf(file: SourceFile, call: TSESTree.CallExpression): FunctionNode | null {
  for (const argument of call.arguments.toReversed()) {
    const callback = functionIn(file, argument)
    if (callback !== null) return callback
  }
  return null
}

function functionIn(file: SourceFile, argument: Node): FunctionNode | null {
  if (isFunction(argument)) return argument
  if (argument.type === 'CallExpression') {
    return (
      argument.arguments.find(
        (inner): inner is TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression => isFunction(inner),
      ) ?? null
    )
  }
  const variable = argument.type === 'Identifier' ? file.variableOf(argument) : null
  const definition = variable?.defs.length === 1 ? variable.defs[0] : undefined
  // The definition of a parameter is of the function whose parameter it is.
  const node = String(definition?.type) === 'Parameter' ? undefined : definition?.node
  const value = node?.type === 'VariableDeclarator' ? node.init : node
  return isFunction(value) ? value : null
}
