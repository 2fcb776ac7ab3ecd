import type { TSESTree } from '@typescript-eslint/utils'
import type { ClassNode, FunctionNode, Node } from './model.ts'

/** The expression without what changes only its type or its syntax: `(x as T)!` is `x`. */
export function unwrap(node: Node): Node {
  let inner = node
  while (isWrapper(inner)) inner = inner.expression
  return inner
}

type Wrapper =
  | TSESTree.ChainExpression
  | TSESTree.TSAsExpression
  | TSESTree.TSInstantiationExpression
  | TSESTree.TSNonNullExpression
  | TSESTree.TSSatisfiesExpression
  | TSESTree.TSTypeAssertion

/** Whether a node only wraps another expression. */
export function isWrapper(node: Node): node is Wrapper {
  return (
    node.type === 'ChainExpression' ||
    node.type === 'TSAsExpression' ||
    node.type === 'TSInstantiationExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSTypeAssertion'
  )
}

/** The outermost wrapper of an expression, itself where nothing wraps it. */
export function rewrap(node: Node): Node {
  let outer = node
  while (outer.parent && isWrapper(outer.parent)) outer = outer.parent
  return outer
}

/** The name of a property as far as the text tells it: `a.b`, `a['b']`, `a.#b`, `{ b: … }`; else null. */
export function nameOfProperty(
  node:
    TSESTree.MemberExpression | TSESTree.MethodDefinition | TSESTree.Property | TSESTree.PropertyDefinition,
): string | null {
  const key = node.type === 'MemberExpression' ? node.property : node.key
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (!node.computed && key.type === 'Identifier') return key.name
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value
  return node.computed ? nameOfSymbol(key) : null
}

/** `Symbol.asyncDispose` as `@@asyncDispose`. */
function nameOfSymbol(key: Node): string | null {
  const isSymbol =
    key.type === 'MemberExpression' &&
    key.object.type === 'Identifier' &&
    key.object.name === 'Symbol' &&
    key.property.type === 'Identifier'
  return isSymbol ? `@@${(key.property as TSESTree.Identifier).name}` : null
}

/** Whether a node is a function of any form. */
export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  )
}

/** The innermost function around a node, itself not counted; null at module level. */
export function functionAround(node: Node): FunctionNode | null {
  let outer = node.parent
  while (outer && !isFunction(outer)) outer = outer.parent
  return outer ?? null
}

/** The innermost class whose `this` a node would mean; null where a plain function has another one. */
export function classOfThis(node: Node): ClassNode | null {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.type === 'FunctionDeclaration') return null
    if (outer.type === 'FunctionExpression' && outer.parent.type !== 'MethodDefinition') return null
    if (outer.type === 'ClassBody') return outer.parent
  }
  return null
}

/** A call's or `new`'s callee as the user wrote it, short: `createServer`, `pool.connect`, `new Pool`; else ''. */
export function nameOfCallee(callee: Node): string {
  const inner = unwrap(callee)
  if (inner.type === 'Identifier') return inner.name
  if (inner.type === 'ThisExpression') return 'this'
  if (inner.type !== 'MemberExpression') return ''
  const [object, property] = [nameOfCallee(inner.object), nameOfProperty(inner) ?? '']
  return object === '' ? property : `${object}.${property}`
}

/** The last part of what a callee is called: `close` of `this.pool.close`. */
export function lastNameOf(callee: Node): string {
  const inner = unwrap(callee)
  if (inner.type === 'MemberExpression') return nameOfProperty(inner) ?? ''
  return inner.type === 'Identifier' ? inner.name : ''
}

/** The string that an argument is, if its text tells. */
export function stringOf(node: Node | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.quasis.length === 1)
    return node.quasis[0]?.value.cooked ?? null
  return null
}
