import type { Resource } from '../resources/resource.ts'
import { classOfThis, isFunction, nameOfProperty, unwrap } from './expressions.ts'
import { followVariable, type FollowContext } from './follow.ts'
import type { AcquiringNode, FunctionNode, Node, Trail, Variable } from './model.ts'

/** The function of this file that a callee means: a declaration, a `const` arrow, a method of the same class. */
function localFunctionOf(context: FollowContext, callee: Node): FunctionNode | null {
  const expression = unwrap(callee)
  if (isFunction(expression)) return expression
  if (expression.type === 'Identifier') return functionOfName(context.file.variableOf(expression))
  if (expression.type !== 'MemberExpression' || expression.object.type !== 'ThisExpression') return null
  const owner = classOfThis(expression)
  const name = nameOfProperty(expression)
  return owner === null || name === null ? null : context.membersOf(owner).functionOf(name)
}

function functionOfName(variable: Variable | null): FunctionNode | null {
  const definition = variable?.defs.length === 1 ? variable.defs[0] : undefined
  const node = definition?.node
  // The definition of a parameter is of the function whose parameter it is.
  if (node?.type === 'FunctionDeclaration') return isOfFunction(definition) ? node : null
  if (node?.type !== 'VariableDeclarator' || node.parent.kind !== 'const' || node.init === null) return null
  const init = unwrap(node.init)
  return isFunction(init) ? init : null
}

function isOfFunction(definition: Variable['defs'][number] | undefined): boolean {
  return String(definition?.type) === 'FunctionName'
}

/** Every call of a function in its own file. */
export function callsOf(context: FollowContext, node: FunctionNode): readonly AcquiringNode[] {
  const calls = new Set<AcquiringNode>()
  for (const { parent } of namesOf(context, node)) if (parent?.type === 'CallExpression') calls.add(parent)
  return [...calls]
}

/** The mentions of a function by name: references of its variable, `this.method` of its class. */
function namesOf(context: FollowContext, node: FunctionNode): readonly Node[] {
  const { parent } = node
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
    const name = nameOfProperty(parent)
    return name === null ? [] : context.membersOf(parent.parent.parent).mentions(name)
  }
  const identifier = node.id ?? (parent.type === 'VariableDeclarator' ? parent.id : null)
  if (identifier?.type !== 'Identifier') return []
  const references = context.file.variableOf(identifier)?.references ?? []
  return references.filter((reference) => reference.isRead()).map((reference) => reference.identifier)
}

/** Of a parameter that is still being followed: a function that hands it to itself does nothing more with it by that. */
const UNKNOWN: Trail = {
  holders: [],
  releases: [],
  transfers: [],
  uses: [],
  isWatched: false,
  isOpened: false,
  openings: [],
}

/** Follows parameters of local functions, each once a resource; a recursive function is not followed in circles. */
export function createParameterTrails(context: () => FollowContext): FollowContext['parameterTrail'] {
  const trails = new Map<Variable, Map<Resource, Trail>>()
  return (callee, position, resource) => {
    const parameter = localFunctionOf(context(), callee)?.params[position]
    const variable = parameter?.type === 'Identifier' ? context().file.variableOf(parameter) : null
    if (parameter === undefined || variable === null) return null
    const known = trails.get(variable) ?? new Map<Resource, Trail>()
    trails.set(variable, known)
    const found = known.get(resource)
    if (found !== undefined) return found
    known.set(resource, UNKNOWN)
    const { trail } = followVariable(context(), variable, parameter, resource)
    known.set(resource, trail)
    return trail
  }
}
