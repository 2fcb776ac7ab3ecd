import type { Node, Variable } from '../model.ts'
import { isInside } from './start.ts'
import type { Walk } from './walk.ts'

type Write = Variable['references'][number]

/**
 * The literal that a flag has while the resource is held: one that is only ever set beside the acquisition or a
 * release (`opened = true`, `released = true`) follows the resource. `NOT_A_FLAG` for all other variables.
 */
export function flagValue(walk: Walk, variable: Variable): unknown {
  if (!walk.flagValues.has(variable)) {
    // Asking for a flag can only lead back to itself through itself.
    walk.flagValues.set(variable, NOT_A_FLAG)
    walk.flagValues.set(variable, valueWhileHeld(walk, variable))
  }
  return walk.flagValues.get(variable)
}

/** Stands for the value of what is no flag. */
export const NOT_A_FLAG = Symbol('not a flag')

/**
 * Whether a local flag of literals tells in a `catch`, in a `finally` or after them how far the code before it came:
 * `let isDone = false; try { …; isDone = true } finally { if (!isDone) client.release() }`.
 */
export function isProgressFlag(variable: Variable, mention: Node): boolean {
  const later = laterWrites(variable)
  if (later.length === 0 || !later.every(isOfLiteral)) return false
  return [mention, ...later.map((write) => write.identifier as Node)].some(isInHandler)
}

function valueWhileHeld(walk: Walk, variable: Variable): unknown {
  const [definition] = variable.defs
  const later = laterWrites(variable)
  if (variable.defs.length !== 1 || definition?.node.type !== 'VariableDeclarator' || later.length === 0)
    return NOT_A_FLAG
  if (!variable.references.filter((mention) => mention.isWrite()).every(isOfLiteral)) return NOT_A_FLAG
  const companions = later.map((write) => companionOf(walk, write))
  if (companions.includes(null)) return NOT_A_FLAG
  const opening = later.findLast((_, index) => companions[index] === 'acquisition')
  const initial = variable.references.find((mention) => mention.init === true)
  return literalOf(opening ?? initial)
}

function laterWrites(variable: Variable): readonly Write[] {
  return variable.references.filter((mention) => mention.isWrite() && mention.init !== true)
}

function isOfLiteral(write: Write): boolean {
  const value = write.writeExpr
  return value?.type === 'Literal' || (value?.type === 'Identifier' && value.name === 'undefined')
}

function literalOf(write: Write | undefined): unknown {
  const value = write?.writeExpr
  return value?.type === 'Literal' ? value.value : undefined
}

/** Whether a write stands in one list of statements with the acquisition or with a release: the nearer of them. */
function companionOf(walk: Walk, write: Write): 'acquisition' | 'release' | null {
  const { list, index } = listAround(write.identifier)
  const [start, releases] = [walk.start, walk.query.satisfiedBy]
  const distance = (isSought: (statement: Node) => boolean) =>
    Math.min(...list.map((statement, at) => (isSought(statement) ? Math.abs(at - index) : Infinity)))
  const acquisition = distance((statement) => start !== null && isInside(start, statement))
  const release = distance((statement) => releases.some((node) => isInside(node, statement)))
  if (Math.min(acquisition, release) === Infinity) return null
  return acquisition < release ? 'acquisition' : 'release'
}

function listAround(node: Node): { list: readonly Node[]; index: number } {
  let statement: Node = node
  for (let { parent } = node; parent; statement = parent, { parent } = parent) {
    const list = statementsOf(parent)
    if (list?.includes(statement) === true) return { list, index: list.indexOf(statement) }
    if (/^(?:If|For\w*|While|DoWhile)Statement$/.test(parent.type)) break
  }
  return { list: [statement], index: 0 }
}

function statementsOf(node: Node): readonly Node[] | null {
  if (node.type === 'BlockStatement' || node.type === 'Program') return node.body
  return node.type === 'SwitchCase' ? node.consequent : null
}

function isInHandler(node: Node): boolean {
  for (let inner = node, { parent } = node; parent; inner = parent, { parent } = parent) {
    if (parent.type === 'CatchClause') return true
    if (parent.type === 'TryStatement' && parent.finalizer === inner) return true
    if (parent.type.includes('Function')) return false
  }
  return false
}
