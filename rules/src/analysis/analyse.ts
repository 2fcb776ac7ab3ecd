import type { Entry } from '../resources/table.ts'
import { readClassMembers, type ClassMembers } from './class-members.ts'
import { functionAround, isFunction } from './expressions.ts'
import { followAcquisition, type FollowContext } from './follow.ts'
import { callsOf, createParameterTrails } from './local-functions.ts'
import type {
  Acquisition,
  AcquiringNode,
  ClassNode,
  FileAnalysis,
  FunctionNode,
  Holder,
  Node,
} from './model.ts'
import { owningClasses } from './owning-classes.ts'
import { createPlaces } from './place.ts'
import { findSeeds, type Seed } from './seeds.ts'
import type { SourceFile } from './source-file.ts'
import { createTests } from './tests.ts'
import { findTypedSeeds } from './typed.ts'

/** A local factory may call another one: this many of them are looked through. */
const MAX_FACTORIES = 4

interface Pending extends Seed {
  readonly factory: FunctionNode | null
  readonly from: Acquisition | null
  readonly depth: number
}

/** The one analysis of a file: every acquisition in it and what becomes of each. */
export function analyse(file: SourceFile): FileAnalysis {
  const context = createContext(file)
  const tests = remembered(() => createTests(file))
  const places = remembered(() => createPlaces(file, tests()))
  const acquisitions: Acquisition[] = []
  const pending: Pending[] = [...findSeeds(file), ...findTypedSeeds(file)].map((seed) => ({
    ...seed,
    factory: null,
    from: null,
    depth: 0,
  }))
  const seen = new Set<AcquiringNode>()
  // What is found on the way is added behind.
  for (const { node, entry, factory, from, depth, isImported = false } of pending) {
    if (seen.has(node)) continue
    seen.add(node)
    const { trail, children } = followAcquisition(context, node, entry)
    const { resource } = entry
    const place = places().placeOf(node)
    const acquisition = { node, resource, factory, isImported, from, place, ...trail }
    acquisitions.push(acquisition)
    for (const child of children) pending.push({ ...child, factory: null, from: acquisition, depth: 0 })
    if (places().isGuarded(node)) continue
    for (const call of callsOfFactory(context, acquisition, depth + 1)) pending.push(call)
  }
  acquisitions.sort((one, other) => one.node.range[0] - other.node.range[0])
  return {
    file,
    acquisitions,
    classes: owningClasses(acquisitions),
    get places() {
      return places()
    },
    get tests() {
      return tests()
    },
  }
}

/** Most files acquire nothing, and are never asked. */
function remembered<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

/** A function that returns what it acquired is itself an acquisition wherever it is called. */
function callsOfFactory(context: FollowContext, acquisition: Acquisition, depth: number): readonly Pending[] {
  const factory = depth > MAX_FACTORIES ? null : factoryOf(acquisition)
  if (factory === null) return []
  const { resource, from, isOpened } = acquisition
  const entry: Entry = { resource, acquire: { by: 'call', export: '', isOpen: isOpened } }
  return callsOf(context, factory).map((node) => ({ node, entry, factory, from, depth }))
}

/**
 * The function that hands what it acquired to its callers, and with it the duty: unless it sees to the end itself, or
 * keeps it for everybody who calls.
 */
function factoryOf({ node, holders, transfers, releases }: Acquisition): FunctionNode | null {
  const factory = functionAround(node)
  if (holders.some((holder) => isOutside(holder, factory))) return null
  const isReturned = transfers.some(
    ({ how, node: at }) => how === 'returned' && returningFunction(at) === factory,
  )
  return isReturned && releases.every((release) => isInCatch(release.node, factory)) ? factory : null
}

function isOutside(holder: Holder, factory: FunctionNode | null): boolean {
  if (holder.type === 'field') return true
  const [name] = holder.variable.identifiers
  return name !== undefined && factory !== null && !isAround(factory, name)
}

function isAround({ range: [start, end] }: Node, { range }: Node): boolean {
  return start <= range[0] && range[1] <= end
}

function returningFunction(node: Node): FunctionNode | null {
  return isFunction(node) ? node : functionAround(node)
}

/** Where it fails halfway, a factory releases what it will not return. */
function isInCatch(node: Node, factory: FunctionNode | null): boolean {
  for (let outer = node.parent; outer && outer !== factory; outer = outer.parent) {
    if (outer.type === 'CatchClause') return true
  }
  return false
}

function createContext(file: SourceFile): FollowContext {
  const members = new Map<ClassNode, ClassMembers>()
  const context: FollowContext = {
    file,
    membersOf(node) {
      const found = members.get(node) ?? readClassMembers(node, file.visitorKeys)
      members.set(node, found)
      return found
    },
    parameterTrail: createParameterTrails(() => context),
  }
  return context
}
