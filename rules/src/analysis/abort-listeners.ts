import type { TSESTree } from '@typescript-eslint/utils'
import { functionAround, isFunction, nameOfCallee, nameOfProperty, stringOf, unwrap } from './expressions.ts'
import type { FunctionNode, Node, Variable } from './model.ts'
import type { SourceFile } from './source-file.ts'

/** A call that adds a listener for `abort` to a signal that somebody else made, and that nothing removes. */
export interface AbortListener {
  readonly node: TSESTree.CallExpression
  /** The signal as its file writes it: `options.signal`. */
  readonly signal: string
  /** The function that adds one with each of its calls. */
  readonly function: FunctionNode
}

/** The signal of a request ends with it, and so do its listeners. */
const OF_REQUEST = /^(?:req|request|ctx|context|c|event|ev|extra|job|task|t)$/

/** Finds abort listeners that pile up on a signal which outlives the function that adds them. */
export function findAbortListeners(file: SourceFile): readonly AbortListener[] {
  // Nearly no file listens to it, and looking at every name of the others would cost them.
  if (!/(['"`])abort\1/.test(file.text)) return []
  const found = new Map<Node, AbortListener>()
  for (const { references } of file.scopes.scopes) {
    for (const { identifier } of references) {
      const listener = identifier.type === 'Identifier' ? listenerAt(file, identifier) : null
      if (listener !== null) found.set(listener.node, listener)
    }
  }
  return [...found.values()].sort((one, other) => one.node.range[0] - other.node.range[0])
}

function listenerAt(file: SourceFile, root: TSESTree.Identifier): AbortListener | null {
  const node = callOn(root)
  if (node?.callee.type !== 'MemberExpression' || !isListening(node)) return null
  const signal = nameOfCallee(node.callee.object)
  const around = functionAround(node)
  if (around === null || !/signal$/i.test(signal) || OF_REQUEST.test(root.name)) return null
  const isLasting = comesFromOutside(file.variableOf(root), around, file)
  return isLasting && !isRemoved(file, node) ? { node, signal, function: around } : null
}

/** The call of a method of what begins with a name: `options.signal?.addEventListener(…)`. */
function callOn(root: Node): TSESTree.CallExpression | null {
  let node = root
  for (let { parent } = node; parent; { parent } = node) {
    if (parent.type === 'CallExpression' && parent.callee === node) return parent
    const isPart = parent.type === 'MemberExpression' && parent.object === node
    if (!isPart && parent.type !== 'TSNonNullExpression' && parent.type !== 'ChainExpression') return null
    node = parent
  }
  return null
}

function isListening({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  const method = callee.type === 'MemberExpression' ? nameOfProperty(callee) : null
  if (method !== 'addEventListener' && method !== 'on' && method !== 'addListener') return false
  // Options, of whatever kind, are taken for `once` or `signal`.
  return stringOf(given[0]) === 'abort' && given.length === 2
}

/** A parameter, or what was there before the function was called; what a local was taken from counts for it. */
function comesFromOutside(variable: Variable | null, around: FunctionNode, file: SourceFile): boolean {
  const definition = variable?.defs[0]
  if (variable === null || definition === undefined) return false
  if (definition.node.type !== 'VariableDeclarator') return isFunction(definition.node)
  const { init } = definition.node
  const source =
    init === null || definition.node.parent.parent.type === 'ForOfStatement' ? null : rootOf(init)
  if (definition.node.parent.parent.type === 'ForOfStatement') return isOfParameter(definition.node, file)
  if (source?.type !== 'Identifier') return functionAround(definition.node) !== around && isOfModule(variable)
  return comesFromOutside(file.variableOf(source), around, file)
}

/** `for (const signal of signals)`, where those are a parameter. */
function isOfParameter(declarator: TSESTree.VariableDeclarator, file: SourceFile): boolean {
  const loop = declarator.parent.parent
  const list = loop.type === 'ForOfStatement' ? unwrap(loop.right) : null
  const definition = list?.type === 'Identifier' ? file.variableOf(list)?.defs[0] : undefined
  return definition !== undefined && isFunction(definition.node)
}

function isOfModule({ scope }: Variable): boolean {
  return scope.block.type === 'Program'
}

function rootOf(expression: Node): Node {
  let node = unwrap(expression)
  while (node.type === 'MemberExpression') node = unwrap(node.object)
  return node
}

/** A listener with a name is removed where the file says so of that name. */
function isRemoved({ text }: SourceFile, { arguments: given }: TSESTree.CallExpression): boolean {
  const [, listener] = given
  if (listener === undefined || isFunction(listener)) return false
  const name = text.slice(...listener.range).replace(/[^\w.#]/g, '')
  const removals = text.matchAll(
    /(?:removeEventListener|removeListener|off)\(\s*['"`]abort['"`],\s*([\w.#]+)/g,
  )
  return name === '' || [...removals].some(([, removed]) => removed === name)
}
