import type { TSESTree } from '@typescript-eslint/utils'
import type { Delivery, Resource } from '../resources/resource.ts'
import type { Entry } from '../resources/table.ts'
import { followArgument, followProperty } from './follow-argument.ts'
import { followMember } from './follow-member.ts'
import { followTarget } from './follow-target.ts'
import { functionAround, isFunction, nameOfCallee, nameOfProperty } from './expressions.ts'
import type {
  AcquiringNode,
  ClassNode,
  FunctionNode,
  Holder,
  Node,
  ReleaseSite,
  Trail,
  Transfer,
  Variable,
} from './model.ts'
import type { ClassMembers } from './class-members.ts'
import type { SourceFile } from './source-file.ts'

/** What following needs to know of its file besides the file itself; shared by all trails. */
export interface FollowContext {
  readonly file: SourceFile
  membersOf(node: ClassNode): ClassMembers
  /** The trail of a local function's parameter; null while it is being followed, and where there is none. */
  parameterTrail(callee: Node, position: number, resource: Resource): Trail | null
}

/** A trail being followed. Values and variables are followed once, however many ways lead to them. */
export interface Walk {
  readonly context: FollowContext
  readonly resource: Resource
  /** Follows an expression whose value is the resource. */
  value(node: Node): void
  /** Follows a name that now holds it. */
  hold(holder: Holder): void
  release(site: ReleaseSite): void
  transfer(how: Transfer['how'], node: Node, to?: string): void
  use(node: Node): void
  watched(): void
  opened(at?: Node): void
  /** A method that acquires something else from it: `pool.connect()`. */
  child(node: AcquiringNode, entry: Entry): void
}

/** What following one acquisition found: its trail, and what else was acquired from it. */
export interface Followed {
  readonly trail: Trail
  readonly children: readonly { readonly node: AcquiringNode; readonly entry: Entry }[]
}

/** Follows what an acquiring call delivers: its value, or a parameter of its callback. */
export function followAcquisition(
  context: FollowContext,
  node: AcquiringNode,
  { resource, acquire }: Entry,
): Followed {
  const walk = createWalk(context, resource)
  const delivery = acquire.by === 'new' ? 'result' : (acquire.delivers ?? 'result')
  if (acquire.isOpen === true) walk.opened()
  if (typeof delivery === 'object') followDelivery(walk, node, delivery)
  else walk.value(node)
  return walk.finish()
}

function followDelivery(walk: Walk, node: AcquiringNode, delivery: Exclude<Delivery, string>): void {
  const callback = callbackOf(node)
  if (callback !== undefined) {
    followTarget(walk, callback.params[delivery.callbackParameter])
    followReleaseCallback(walk, callback)
  } else if (delivery.otherwise !== undefined) walk.value(node)
  else walk.transfer('passed', node)
}

function callbackOf(node: AcquiringNode): FunctionNode | undefined {
  for (const argument of node.arguments.toReversed()) if (isFunction(argument)) return argument
  return undefined
}

/** Follows a variable, as the parameter of a function that is given the resource. */
export function followVariable(
  context: FollowContext,
  variable: Variable,
  at: Node,
  resource: Resource,
): Followed {
  const walk = createWalk(context, resource)
  walk.hold({ type: 'variable', variable, at })
  return walk.finish()
}

function createWalk(context: FollowContext, resource: Resource): Walk & { finish(): Followed } {
  const holders: Holder[] = []
  const releases: ReleaseSite[] = []
  const transfers: Transfer[] = []
  const uses: Node[] = []
  const openings: Node[] = []
  const children: { node: AcquiringNode; entry: Entry }[] = []
  const seen = new Set<unknown>()
  const pending: (() => void)[] = []
  let isWatched = false
  let isOpened = resource.opensOn === undefined
  const walk: Walk = {
    context,
    resource,
    value: (node) => once(node, () => followValue(walk, node)),
    hold: (holder) =>
      once(identityOf(holder), () => {
        holders.push(holder)
        followHolder(walk, holder)
      }),
    release: (site) => releases.push(site),
    transfer: (how, node, to) => transfers.push({ how, node, ...(to !== undefined && { to }) }),
    use: (node) => uses.push(node),
    watched: () => (isWatched = true),
    opened(at) {
      isOpened = true
      if (at !== undefined) openings.push(at)
    },
    child: (node, entry) => children.push({ node, entry }),
  }
  return { ...walk, finish }

  function once(key: unknown, action: () => void): void {
    if (seen.has(key)) return
    seen.add(key)
    pending.push(action)
  }

  function finish(): Followed {
    for (let action = pending.pop(); action !== undefined; action = pending.pop()) action()
    return { trail: { holders, releases, transfers, uses, isWatched, isOpened, openings }, children }
  }
}

function identityOf(holder: Holder): unknown {
  return holder.type === 'variable' ? holder.variable : `${String(holder.class.range[0])}.${holder.field}`
}

function followHolder(walk: Walk, holder: Holder): void {
  if (holder.type === 'variable') followReads(walk, holder.variable)
  else {
    const { mentions, patterns } = walk.context.membersOf(holder.class)
    for (const mention of mentions(holder.field)) if (!isWritten(mention)) walk.value(mention)
    for (const pattern of patterns) followTarget(walk, propertyInPattern(pattern, holder.field))
  }
}

function followReads(walk: Walk, variable: Variable): void {
  for (const reference of variable.references) {
    if (reference.isRead()) walk.value(reference.identifier)
  }
  const declaration = variable.defs[0]?.node.parent.parent
  if (declaration?.type === 'ExportNamedDeclaration') walk.transfer('exported', declaration)
}

function propertyInPattern(pattern: TSESTree.ObjectPattern, name: string): Node | undefined {
  return pattern.properties.find(
    (property) => property.type === 'Property' && nameOfProperty(property) === name,
  )?.value
}

function isWritten(member: TSESTree.MemberExpression): boolean {
  return member.parent.type === 'AssignmentExpression' && member.parent.left === member
}

/** `pool.connect((err, client, done) => …)`: calling or passing `done` is a release. */
function followReleaseCallback(walk: Walk, callback: FunctionNode): void {
  for (const way of walk.resource.release) {
    const parameter = way.callbackParameter === undefined ? undefined : callback.params[way.callbackParameter]
    if (parameter?.type !== 'Identifier') continue
    const variable = walk.context.file.variableOf(parameter)
    for (const { identifier } of variable?.references ?? []) {
      const { parent } = identifier
      const isCall = parent.type === 'CallExpression' && parent.callee === identifier
      walk.release({ node: isCall ? parent : identifier, way, awaited: isCall ? 'nothing' : 'passed-on' })
    }
  }
}

function followValue(walk: Walk, node: Node): void {
  const { parent } = node
  if (!parent) return
  switch (parent.type) {
    case 'AwaitExpression':
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSInstantiationExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return walk.value(parent)
    case 'MemberExpression':
      return parent.object === node ? followMember(walk, parent) : walk.use(node)
    case 'VariableDeclarator':
      return followDeclarator(walk, parent)
    case 'AssignmentExpression':
      if (parent.right !== node) return
      followTarget(walk, parent.left)
      return walk.value(parent)
    case 'AssignmentPattern':
      return followTarget(walk, parent.left)
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === node ? walk.use(node) : walk.value(parent)
    case 'ConditionalExpression':
      return parent.test === node ? walk.use(node) : walk.value(parent)
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? walk.value(parent) : undefined
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node ? walk.use(node) : followArgument(walk, parent, node)
    case 'PropertyDefinition':
      return followTarget(walk, parent)
    case 'ExpressionStatement':
      return
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'IfStatement':
    case 'TemplateLiteral':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'SwitchStatement':
    case 'SwitchCase':
      return walk.use(node)
    default:
      return followDeparture(walk, parent)
  }
}

function followDeclarator(walk: Walk, declarator: TSESTree.VariableDeclarator): void {
  const { kind } = declarator.parent
  if (kind === 'using' || kind === 'await using') walk.transfer('disposed', declarator)
  followTarget(walk, declarator.id)
}

const DEPARTURES: Readonly<Record<string, Transfer['how']>> = {
  ReturnStatement: 'returned',
  ArrowFunctionExpression: 'returned',
  YieldExpression: 'yielded',
  ThrowStatement: 'thrown',
  ExportDefaultDeclaration: 'exported',
  ExportSpecifier: 'exported',
  ArrayExpression: 'collected',
  SpreadElement: 'collected',
}

/** The value goes where following ends. What is not known is taken for passed on: silence before a false alarm. */
function followDeparture(walk: Walk, parent: Node): void {
  const how = DEPARTURES[parent.type] ?? 'passed'
  if (parent.type === 'Property') followProperty(walk, parent)
  else if (how !== 'returned' || !isReturnIgnored(parent)) walk.transfer(how, parent)
}

/** Functions that make nothing of what their callback returns: executors, timers, tests and their hooks. */
const RETURN_IGNORED =
  /^(Promise|setTimeout|setInterval|setImmediate|queueMicrotask|test|it|describe|before|after)$|(^|\.)(forEach|nextTick|before(Each|All)|after(Each|All))$/

function isReturnIgnored(node: Node): boolean {
  const callback = isFunction(node) ? node : functionAround(node)
  const call = callback?.parent
  const isCall = call?.type === 'CallExpression' || call?.type === 'NewExpression'
  return isCall && call.callee !== callback && RETURN_IGNORED.test(nameOfCallee(call.callee))
}
