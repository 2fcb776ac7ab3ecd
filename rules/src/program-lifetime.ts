import { assignedName } from './analysis/assigned-name.ts'
import { isFunction, nameOfCallee, nameOfProperty } from './analysis/expressions.ts'
import type { Acquisition, FileAnalysis, FunctionNode, Holder, Node } from './analysis/model.ts'
import { isRetried } from './per-request/retries.ts'
import type { ResourceKind } from './resources/resource.ts'

/** Kinds that programs hold from their start to their end; a descriptor or a stream has a shorter life. */
const LONG_LIVED: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  'agent',
  'client',
  'connection',
  'engine',
  'listener',
  'pool',
  'process',
  'server',
  'timer',
  'watcher',
  'worker',
])

/** Functions that set a program up, by their names. */
const STARTER =
  /^(?:activate|apply|boot\w*|configure\w*|enable\w*|init\w*|install\w*|keep\w*|launch\w*|listen\w*|main|monitor\w*|mount\w*|observe\w*|on[A-Z]\w*|open\w*|plugin|poll\w*|register\w*|run\w*|schedule\w*|serve\w*|setup\w*|setUp\w*|start\w*|subscribe\w*|watch\w*|connect\w*|dev|cli|command|handler|action|\w*(?:Plugin|Worker|Server|Loop|Job|Timer|Interval|Poller|Watcher|Listener|Monitor|Daemon|Startup|Forever))$/

/** Calls whose callbacks run as part of the call, or of what it promises. */
const INLINE =
  /(?:^|\.)(?:Promise|then|catch|finally|map|flatMap|forEach|filter|find|some|every|reduce|sort|Array\.from|nextTick|setTimeout|setImmediate|transaction|retry|use(?:Layout|Insertion)?Effect)$/

/**
 * Whether a resource, as far as can be seen, is meant to be held as long as its program runs: a function that sets the
 * program up opens it, or what outlives the function goes on using it. Only of functions whose callers are unknown.
 */
export function isForProgram(acquisition: Acquisition, analysis: FileAnalysis): boolean {
  const { tests } = analysis
  const { holders, node, place, resource, uses } = acquisition
  if (place.test !== null || tests.isTestFile) return false
  if (holders.some(isOfModule) || (resource.kind === 'timer' && isOfBrowser(analysis))) return true
  if (!LONG_LIVED.has(resource.kind) || !(place.rhythm === 'call' || isRetried(acquisition, analysis)))
    return false
  if (resource.kind === 'watcher') return true
  return functionsAround(node).some(isStarter) || uses.some((use) => isUsedLater(acquisition, use))
}

/** What a page starts ends with the page. */
function isOfBrowser({ file }: FileAnalysis): boolean {
  return /\b(?:window|document)\./.test(file.text)
}

/** Kept under a name of the module: one for the program, made when it is first needed. */
function isOfModule(holder: Holder): boolean {
  return holder.type === 'variable' && holder.variable.scope.block.type === 'Program'
}

function functionsAround(node: Node): readonly FunctionNode[] {
  const found: FunctionNode[] = []
  for (let outer = node.parent; outer; outer = outer.parent) if (isFunction(outer)) found.push(outer)
  return found
}

/** A function that is called by such a name, or that has none: what is exported or registered so is a plugin. */
function isStarter(node: FunctionNode): boolean {
  const name = nameOf(node)
  return name === null ? isRegistered(node) : STARTER.test(name.replace(/^[_#]+/, ''))
}

function nameOf({ id, parent }: FunctionNode): string | null {
  if (id !== null) return id.name
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : null
  const isMember =
    parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' || parent.type === 'Property'
  return isMember ? nameOfProperty(parent) : assignedName(parent)
}

function isRegistered(node: FunctionNode): boolean {
  const { parent } = node
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return true
  return parent.callee !== node && !INLINE.test(nameOfCallee(parent.callee))
}

/**
 * Whether a use stands in a function that is kept: one that is not run on the spot, nor by the resource itself, nor is
 * what it is delivered to.
 */
function isUsedLater({ node, place, holders }: Acquisition, use: Node): boolean {
  const names = holders.map((holder) => (holder.type === 'variable' ? holder.variable.name : ''))
  for (let outer = use.parent; outer && outer !== place.function; outer = outer.parent) {
    if (isFunction(outer) && outer.parent !== node && !isRunHere(outer, names)) return true
  }
  return false
}

function isRunHere(node: FunctionNode, names: readonly string[]): boolean {
  const { parent } = node
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return false
  if (parent.callee === node) return true
  const callee = nameOfCallee(parent.callee)
  return INLINE.test(callee) || names.includes(callee.replace(/\..*$/, ''))
}
