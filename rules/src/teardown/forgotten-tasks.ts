import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction, nameOfProperty, rewrap, unwrap } from '../analysis/expressions.ts'
import type { FileAnalysis, FunctionNode, Node, Variable } from '../analysis/model.ts'
import { whatTakes } from '../analysis/release-site.ts'
import type { SourceFile } from '../analysis/source-file.ts'
import { teardownAround } from './teardown-place.ts'

/** A background task that a teardown aborts and does not wait for. */
export interface ForgottenTask {
  readonly abort: TSESTree.CallExpression
  /** The call that began the task. */
  readonly task: TSESTree.CallExpression
}

/** Finds each `controller.abort()` of a teardown whose signal went to an asynchronous function that nothing awaits. */
export function findForgottenTasks(analysis: FileAnalysis): readonly ForgottenTask[] {
  const { file } = analysis
  if (!file.text.includes('.abort(')) return []
  return controllersOf(file).flatMap((controller) => {
    const uses = controller.references.map(({ identifier }) => identifier)
    const abort = uses.map(abortOf).find((call) => call !== null && teardownAround(call, analysis) !== null)
    const task = uses.map(taskOf).find((call) => call !== null && isForgotten(call, file))
    return abort && task ? [{ abort, task }] : []
  })
}

/** The variables that are made as `new AbortController()`. */
function controllersOf({ scopes }: SourceFile): readonly Variable[] {
  return scopes.scopes.flatMap(({ variables }) =>
    variables.filter(({ references }) => references.some(({ writeExpr }) => isController(writeExpr))),
  )
}

function isController(node: Node | null | undefined): boolean {
  return (
    node?.type === 'NewExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'AbortController'
  )
}

/** `controller.abort()` */
function abortOf(identifier: Node): TSESTree.CallExpression | null {
  const member = memberOf(identifier, 'abort')
  return member?.parent.type === 'CallExpression' && member.parent.callee === member ? member.parent : null
}

/** `run(controller.signal)`, `run({ signal: controller.signal })` */
function taskOf(identifier: Node): TSESTree.CallExpression | null {
  const member = memberOf(identifier, 'signal')
  if (member === null) return null
  const argument =
    member.parent.type === 'Property' && member.parent.parent.type === 'ObjectExpression'
      ? member.parent.parent
      : member
  return argument.parent.type === 'CallExpression' && argument.parent.callee !== argument
    ? argument.parent
    : null
}

function memberOf(identifier: Node, name: string): TSESTree.MemberExpression | null {
  const { parent } = rewrap(identifier)
  return parent?.type === 'MemberExpression' && nameOfProperty(parent) === name ? parent : null
}

/** An asynchronous function of this file is called, and its promise is dropped, or kept where nothing ever reads it. */
function isForgotten(call: TSESTree.CallExpression, file: SourceFile): boolean {
  if (localFunction(call.callee, file)?.async !== true) return false
  const taker = whatTakes(call)
  if (taker === 'nothing') return true
  const name = nameOfResult(call, file)
  return taker === 'passed-on' && name !== null && !name.references.some((reference) => reference.isRead())
}

function localFunction(callee: Node, file: SourceFile): FunctionNode | null {
  const name = unwrap(callee)
  const definition = name.type === 'Identifier' ? file.variableOf(name)?.defs[0] : undefined
  // The definition of a parameter is of the function whose parameter it is.
  const node = String(definition?.type) === 'Parameter' ? undefined : definition?.node
  const value = node?.type === 'VariableDeclarator' ? node.init : node
  return isFunction(value) ? value : null
}

function nameOfResult(call: TSESTree.CallExpression, file: SourceFile): Variable | null {
  const { parent } = rewrap(call)
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression'
        ? parent.left
        : null
  return target?.type === 'Identifier' ? file.variableOf(target) : null
}
