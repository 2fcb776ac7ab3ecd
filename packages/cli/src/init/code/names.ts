import type { AnyNode, Expression, Pattern } from 'acorn'
import type { Code } from './parse.ts'
import type { FunctionNode } from './returned.ts'
import { nodesBelow } from './walk.ts'

/** From where a name was imported, and under which name it is exported there. */
export interface Imported {
  readonly from: string
  /** `default`, `*`, or the exported name. */
  readonly name: string
}

/** What the names of a file stand for. */
export interface Names {
  readonly imports: ReadonlyMap<string, Imported>
  /** What a name was declared as; absent for one that is declared twice or assigned later. */
  readonly values: ReadonlyMap<string, Expression | FunctionNode>
  /** Every name that is declared anywhere in the file. */
  readonly taken: ReadonlySet<string>
}

/** Reads imports, `require` and declarations. Scopes are not told apart: a name that is declared twice has no value. */
export function readNames({ program }: Code): Names {
  const found = { imports: new Map<string, Imported>(), values: new Map(), taken: new Set<string>() }
  const unknown = new Set<string>()
  for (const node of nodesBelow(program)) {
    for (const [name, value] of declaredBy(node, found.imports)) {
      if (found.taken.has(name)) unknown.add(name)
      found.taken.add(name)
      if (value !== null) found.values.set(name, value)
    }
    for (const name of changedBy(node)) unknown.add(name)
  }
  for (const name of unknown) found.values.delete(name)
  return found
}

type Declared = [name: string, value: Expression | FunctionNode | null]

function declaredBy(node: AnyNode, imports: Map<string, Imported>): Declared[] {
  if (node.type === 'ImportDeclaration') {
    return node.specifiers.map((specifier): Declared => {
      const from = String(node.source.value)
      const name = specifier.local.name
      imports.set(name, { from, name: exportedName(specifier) })
      return [name, null]
    })
  }
  if (node.type === 'FunctionDeclaration') return node.id ? [[node.id.name, node]] : []
  if (node.type === 'VariableDeclarator') return declaredByVariable(node.id, node.init ?? null, imports)
  return []
}

function declaredByVariable(
  id: Pattern,
  init: Expression | null,
  imports: Map<string, Imported>,
): Declared[] {
  const required = init === null ? undefined : requiredModule(init)
  if (id.type === 'Identifier') {
    if (required !== undefined) imports.set(id.name, { from: required, name: 'default' })
    return [[id.name, required === undefined ? init : null]]
  }
  if (id.type !== 'ObjectPattern') return []
  return id.properties.flatMap((property): Declared[] => {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return []
    if (required !== undefined && property.key.type === 'Identifier') {
      imports.set(property.value.name, { from: required, name: property.key.name })
    }
    return [[property.value.name, null]]
  })
}

/** The module that `require('…')` names. */
function requiredModule(node: Expression): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined
  const [argument] = node.arguments
  const isModule = node.callee.name === 'require' && argument?.type === 'Literal'
  return isModule && typeof argument.value === 'string' ? argument.value : undefined
}

type Specifier = Extract<AnyNode, { type: 'ImportDeclaration' }>['specifiers'][number]

function exportedName(specifier: Specifier): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  const { imported } = specifier
  return imported.type === 'Identifier' ? imported.name : String(imported.value)
}

/** Names that a node gives another value, or whose object it changes: `config = …`, `config.test = …`. */
function changedBy(node: AnyNode): string[] {
  if (node.type !== 'AssignmentExpression') return []
  let target: AnyNode = node.left
  while (target.type === 'MemberExpression') target = target.object
  return target.type === 'Identifier' ? [target.name] : []
}
