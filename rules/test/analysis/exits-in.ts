import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import tseslint from 'typescript-eslint'
import { functionAround, isFunction, nameOfCallee } from '../../src/analysis/expressions.ts'
import type { FunctionNode, Node, Variable } from '../../src/analysis/model.ts'
import { unreleasedExits, type Effort, type ThrowPolicy } from '../../src/analysis/paths.ts'

/**
 * The exits of a snippet, changed after it was parsed, in which `open()` acquires, `c` and `alias` hold, and `close`, `done` and `keep` release:
 * `['return: return 1', 'throw: await work()', 'end']`.
 */
export function exitsIn(
  code: string,
  throws: ThrowPolicy = 'awaits',
  change: (nodes: readonly Node[]) => void = () => undefined,
  effort: Effort = { left: Infinity },
): string[] {
  const { nodes, variables, variableOf } = parse(code)
  change(nodes)
  const acquiredAt = nodes.find(isAcquisition)
  if (acquiredAt === undefined) throw new Error(`Expected a call of open in ${code}`)
  const query = {
    scope: receiverOf(acquiredAt) ?? functionAround(acquiredAt) ?? (nodes[0] as TSESTree.Program),
    acquiredAt,
    satisfiedBy: nodes.filter(isSatisfying),
    holders: variables.filter(({ name }) => name === 'c' || name === 'alias'),
    throws,
    effort,
    variableOf,
  }
  return unreleasedExits(query).map(({ how, node }) => {
    const isBody = how === 'end' || node.type === 'BlockStatement'
    return isBody ? how : `${how}: ${(code.slice(...node.range).split('\n')[0] ?? '').replace(/;$/, '')}`
  })
}

interface Parser {
  parseForESLint(
    code: string,
    options: object,
  ): { readonly ast: TSESTree.Program; readonly scopeManager: TSESLint.Scope.ScopeManager }
}

/** Parses, sets the parents, and resolves names. */
function parse(code: string) {
  const { parseForESLint } = tseslint.parser as unknown as Parser
  const { ast, scopeManager } = parseForESLint(code, { range: true, loc: true, sourceType: 'module' })
  const nodes = withParents(ast)
  const variables = scopeManager.scopes.flatMap((scope) => scope.variables) as unknown as Variable[]
  const byName = new Map<unknown, Variable>()
  for (const variable of variables) {
    for (const name of variable.identifiers) byName.set(name, variable)
    for (const mention of variable.references) byName.set(mention.identifier, variable)
  }
  return { nodes, variables, variableOf: (name: TSESTree.Identifier) => byName.get(name) ?? null }
}

function withParents(program: TSESTree.Program): Node[] {
  const nodes: Node[] = []
  const pending: Node[] = [program]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    nodes.push(node)
    const children = Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      key === 'parent' || key === 'loc' ? [] : Array.isArray(value) ? (value as unknown[]) : [value],
    )
    for (const child of children.filter(isNode)) {
      child.parent = node
      pending.push(child)
    }
  }
  return nodes.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1])
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
}

function isAcquisition(node: Node): node is TSESTree.CallExpression | TSESTree.NewExpression {
  const isCall = node.type === 'CallExpression' || node.type === 'NewExpression'
  return isCall && /^(?:\w+\.)?[oO]pen$/.test(nameOfCallee(node.callee))
}

/** The callback that the resource is delivered to. */
function receiverOf(call: TSESTree.CallExpression | TSESTree.NewExpression): FunctionNode | null {
  const last = call.arguments.at(-1)
  return isFunction(last) && last.params.length > 0 ? last : null
}

function isSatisfying(node: Node): boolean {
  if (node.type === 'CallExpression')
    return /^(?:(?:c|alias)\.close|close|done|keep)$/.test(nameOfCallee(node.callee))
  if (node.type === 'MemberExpression') return nameOfCallee(node) === 'c.close' && !isCallee(node)
  return node.type === 'ReturnStatement' && node.argument?.type === 'Identifier' && node.argument.name === 'c'
}

function isCallee(node: Node): boolean {
  return node.parent?.type === 'CallExpression' && node.parent.callee === node
}
