import type { TSESTree } from '@typescript-eslint/utils'
import type { Entry } from '../resources/table.ts'
import { nameOfCallee, nameOfProperty, rewrap, unwrap } from './expressions.ts'
import { mockedModules } from './mocked-modules.ts'
import type { AcquiringNode, Node } from './model.ts'
import { rootsOf } from './roots.ts'
import type { Origin, SourceFile } from './source-file.ts'

/** A call or `new` that acquires by what it calls. */
export interface Seed {
  readonly node: AcquiringNode
  readonly entry: Entry
  /** A function of another file acquires, as types tell. */
  readonly isImported?: boolean
}

/** Finds what acquires by following names from their imports, rather than by walking the file. */
export function findSeeds(file: SourceFile): readonly Seed[] {
  const roots = rootsOf(file)
  if (roots.length === 0) return []
  const seeds = new Map<AcquiringNode, Entry>()
  const mocked = mockedModules(file.text)
  for (const root of roots) {
    const node = callUpwards(root)
    const entry = node === null || seeds.has(node) ? null : entryOf(file, node, mocked)
    if (node !== null && entry !== null) seeds.set(node, entry)
  }
  return [...seeds].map(([node, entry]) => ({ node, entry }))
}

/** The call or `new` whose callee begins with a name: `createServer` of `net.createServer(…)`. */
function callUpwards(identifier: Node): AcquiringNode | null {
  let node = rewrap(identifier)
  for (let { parent } = node; parent; parent = node.parent) {
    if (isCallOf(node, parent)) {
      // `require('pg')(…)` and `require('pg').Pool` go on from the call of `require`.
      if (!isRequire(node)) return parent
      node = rewrap(parent)
    } else if (parent.type === 'MemberExpression' && parent.object === node) node = rewrap(parent)
    else return null
  }
  return null
}

function isCallOf(callee: Node, parent: Node): parent is AcquiringNode {
  return (parent.type === 'CallExpression' || parent.type === 'NewExpression') && parent.callee === callee
}

function isRequire(callee: Node): boolean {
  return callee.type === 'Identifier' && callee.name === 'require'
}

function entryOf(file: SourceFile, node: AcquiringNode, mocked: ReadonlySet<string>): Entry | null {
  const origin = file.originOf(node.callee)
  const entry = origin === null || mocked.has(origin.module) ? null : lookUp(file, node, origin)
  return entry !== null && isRuledOut(file, entry, node) ? null : entry
}

function lookUp({ table }: SourceFile, node: AcquiringNode, { module, path }: Origin): Entry | null {
  const by = node.type === 'NewExpression' ? 'new' : 'call'
  return module === '' ? table.byGlobal(path, by) : table.byExport(module, path, by)
}

/** Whether its options say that there is nothing to give back here. */
function isRuledOut(file: SourceFile, { resource }: Entry, node: AcquiringNode): boolean {
  const { unlessOption = [], onlyWithOption, orAddress = false } = resource
  if (unlessOption.length === 0 && onlyWithOption === undefined) return false
  const options = new Map(node.arguments.flatMap(optionsOf))
  if (unlessOption.some((name) => meansSomebodyElse(options, name))) return true
  if (onlyWithOption?.every((name) => isOff(options.get(name))) !== true) return false
  return !(orAddress && isAddress(file, node.arguments[0]))
}

/** A text, a variable of the environment, or a constant of the file that is one of these. */
function isAddress(file: SourceFile, argument: Node | undefined): boolean {
  const node = argument === undefined ? undefined : unwrap(argument)
  if (node?.type === 'Literal') return typeof node.value === 'string'
  if (node?.type === 'MemberExpression') return /(?:^|\.)env\.\w+$/.test(nameOfCallee(node))
  if (node?.type === 'LogicalExpression') return isAddress(file, node.left)
  if (node?.type !== 'Identifier') return node?.type === 'TemplateLiteral'
  const declarator = file.variableOf(node)?.defs[0]?.node
  const isConstant = declarator?.type === 'VariableDeclarator' && declarator.init?.type !== 'Identifier'
  return isConstant && declarator.id.type === 'Identifier' && isAddress(file, declarator.init ?? undefined)
}

function meansSomebodyElse(options: ReadonlyMap<string, Node>, name: string): boolean {
  const value = options.get(name.replace(/^!/, ''))
  return value !== undefined && isOff(value) === name.startsWith('!')
}

function optionsOf(argument: TSESTree.CallExpressionArgument): readonly (readonly [string, Node])[] {
  if (argument.type !== 'ObjectExpression') return []
  return argument.properties.flatMap((property) => {
    const name = property.type === 'Property' ? nameOfProperty(property) : null
    return property.type === 'Property' && name !== null ? [[name, property.value] as const] : []
  })
}

/** Whether an option is not given, or seen to be false, null or undefined. */
function isOff(value: Node | undefined): boolean {
  if (value === undefined) return true
  return value.type === 'Literal'
    ? value.value === false || value.value === null
    : value.type === 'Identifier' && value.name === 'undefined'
}
