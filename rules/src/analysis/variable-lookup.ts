import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { Node, Variable } from './model.ts'

type VariableOf = (identifier: TSESTree.Identifier) => Variable | null

/**
 * A function that finds the variable of an identifier by the scopes around it: an index of all names of a file would
 * cost more than what is asked of it. What `eval` and `with` do to names is left aside.
 */
export function createVariableLookup(scopes: TSESLint.Scope.ScopeManager): VariableOf {
  const known = new Map<TSESTree.Identifier, Variable | null>()
  return (identifier) => {
    const found = known.get(identifier)
    if (found !== undefined) return found
    const variable = isPropertyName(identifier) ? null : lookUp(scopeAround(scopes, identifier), identifier)
    known.set(identifier, variable)
    return variable
  }
}

/** The innermost scope in which a name counts: that of a function's own name lies outside of the function. */
function scopeAround(scopes: TSESLint.Scope.ScopeManager, identifier: Node): TSESLint.Scope.Scope | null {
  for (let outer = identifier.parent; outer; outer = outer.parent) {
    const scope = scopes.acquire(outer, true)
    if (scope !== null) return isNameOfFunction(identifier, outer) ? scope.upper : scope
  }
  return scopes.globalScope
}

function isNameOfFunction(identifier: Node, node: Node): boolean {
  const isFunction = node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
  return isFunction && node.id === identifier
}

/** Of a type and a value of the same name the value is meant, however far out it is declared. */
function lookUp(innermost: TSESLint.Scope.Scope | null, { name }: TSESTree.Identifier): Variable | null {
  let type: Variable | null = null
  for (let scope = innermost; scope !== null; scope = scope.upper) {
    const variable = scope.set.get(name)
    if (variable === undefined) continue
    // eslint-scope, which knows no types, leaves `isValueVariable` out.
    if ((variable as { isValueVariable?: boolean }).isValueVariable !== false) return variable
    type ??= variable
  }
  return type
}

function isPropertyName(identifier: TSESTree.Identifier): boolean {
  const { parent } = identifier
  return parent.type === 'MemberExpression' && parent.property === identifier && !parent.computed
}
