import type { TSESTree } from '@typescript-eslint/utils'
import type { Node, Variable } from './model.ts'
import { nameOfCallee, nameOfProperty, unwrap } from './expressions.ts'
import type { Origin, SourceFile } from './source-file.ts'

type VariableOf = (identifier: TSESTree.Identifier) => Variable | null

/** More hops than this from a name to its import are not followed. */
const MAX_HOPS = 12

/** Functions that tell where an expression comes from: an import, a `require`, a dynamic import or a global. */
export function createOrigins(variableOf: VariableOf): Pick<SourceFile, 'originOf' | 'originOfVariable'> {
  const known = new Map<Variable, Origin | null>()
  return {
    originOf: (expression) => originOf(expression, MAX_HOPS),
    originOfVariable: (variable) => originOfVariable(variable, MAX_HOPS),
  }

  function originOf(written: Node, hops: number): Origin | null {
    const expression = unwrap(written)
    if (hops === 0) return null
    switch (expression.type) {
      case 'Identifier':
        return originOfName(expression, hops)
      case 'MemberExpression':
        return extend(originOf(expression.object, hops - 1), nameOfProperty(expression))
      case 'AwaitExpression':
        return expression.argument.type === 'ImportExpression' ? moduleOf(expression.argument.source) : null
      case 'CallExpression':
        return originOfRequire(expression)
      default:
        return null
    }
  }

  function originOfName(identifier: TSESTree.Identifier, hops: number): Origin | null {
    const variable = variableOf(identifier)
    return variable === null ? { module: '', path: identifier.name } : originOfVariable(variable, hops)
  }

  function originOfVariable(variable: Variable, hops: number): Origin | null {
    if (variable.defs.length === 0) return { module: '', path: variable.name }
    const found = known.get(variable)
    if (found !== undefined) return found
    // A name that is defined by itself (`const a = a.b`) must not be followed for ever.
    known.set(variable, null)
    const origin = originOfDefinition(variable, hops - 1)
    known.set(variable, origin)
    return origin
  }

  function originOfDefinition(variable: Variable, hops: number): Origin | null {
    const definition = variable.defs[0]
    if (variable.defs.length !== 1 || definition === undefined) return null
    const { node } = definition
    if (isImportBinding(node)) return originOfImport(node)
    if (node.type === 'TSImportEqualsDeclaration') {
      const { moduleReference } = node
      return moduleReference.type === 'TSExternalModuleReference'
        ? moduleOf(moduleReference.expression)
        : null
    }
    if (node.type === 'ClassDeclaration') {
      return node.superClass === null ? null : originOf(node.superClass, hops)
    }
    if (node.type !== 'VariableDeclarator' || node.init === null || isReassigned(variable)) return null
    const path = pathInPattern(node.id, variable)
    return path === null ? null : path.reduce(extend, originOf(node.init, hops))
  }

  function originOfRequire(call: TSESTree.CallExpression): Origin | null {
    const { callee } = call
    const [specifier] = call.arguments
    if (callee.type !== 'Identifier' || callee.name !== 'require' || specifier === undefined) return null
    const variable = variableOf(callee)
    const isOwn = variable !== null && variable.defs.length > 0 && !isMadeByCreateRequire(variable)
    return isOwn ? null : moduleOf(specifier)
  }
}

function isImportBinding(
  node: Node,
): node is TSESTree.ImportSpecifier | TSESTree.ImportDefaultSpecifier | TSESTree.ImportNamespaceSpecifier {
  return (
    node.type === 'ImportSpecifier' ||
    node.type === 'ImportDefaultSpecifier' ||
    node.type === 'ImportNamespaceSpecifier'
  )
}

function originOfImport(
  node: TSESTree.ImportSpecifier | TSESTree.ImportDefaultSpecifier | TSESTree.ImportNamespaceSpecifier,
): Origin | null {
  if (node.parent.type !== 'ImportDeclaration') return null
  const origin = moduleOf(node.parent.source)
  if (node.type !== 'ImportSpecifier') return origin
  return extend(origin, node.imported.type === 'Identifier' ? node.imported.name : node.imported.value)
}

function moduleOf(specifier: Node): Origin | null {
  return specifier.type === 'Literal' && typeof specifier.value === 'string'
    ? { module: specifier.value.replace(/^node:/, ''), path: '' }
    : null
}

/** `default` says nothing: a default import, a namespace and `require` of one module are the same. */
function extend(origin: Origin | null, property: string | null): Origin | null {
  if (origin === null || property === null) return null
  if (property === 'default' && origin.module !== '') return origin
  return { module: origin.module, path: origin.path === '' ? property : `${origin.path}.${property}` }
}

/** The properties that lead to a variable inside the pattern that declares it: `Pool` of `const { Pool } = pg`. */
function pathInPattern(pattern: Node, variable: Variable): string[] | null {
  if (pattern.type === 'Identifier') return variable.identifiers.includes(pattern) ? [] : null
  if (pattern.type === 'AssignmentPattern') return pathInPattern(pattern.left, variable)
  if (pattern.type !== 'ObjectPattern') return null
  for (const property of pattern.properties) {
    if (property.type !== 'Property') continue
    const inner = pathInPattern(property.value, variable)
    const name = nameOfProperty(property)
    if (inner !== null && name !== null) return [name, ...inner]
  }
  return null
}

function isReassigned(variable: Variable): boolean {
  return variable.references.some((reference) => reference.isWrite() && reference.init !== true)
}

function isMadeByCreateRequire(variable: Variable): boolean {
  const node = variable.defs[0]?.node
  const init = node?.type === 'VariableDeclarator' ? node.init : null
  return init?.type === 'CallExpression' && /(^|\.)createRequire$/.test(nameOfCallee(init.callee))
}
