import { assignedName } from './analysis/assigned-name.ts'
import { isFunction, nameOfCallee } from './analysis/expressions.ts'
import type { Acquisition, Holder, Node } from './analysis/model.ts'
import type { Release, Resource } from './resources/resource.ts'

/** The resource as messages name it: "`Pool` from pg", "`Pool` from pg (through `createDb()`)", "`setInterval`". */
export function nameOfResource({ node, resource, factory, isImported, from }: Acquisition): string {
  const name = `\`${resource.name}\``
  if (factory !== null || isImported)
    return `${name}${origin(resource)} (through \`${nameOfCallee(node.callee)}()\`)`
  return from === null ? `${name}${origin(resource)}` : `${name} from \`${nameOfCallee(node.callee)}()\``
}

function origin({ from }: Resource): string {
  const module = from.find((specifier) => specifier !== 'globalThis')
  return module === undefined || from.includes('globalThis') ? '' : ` from ${module.replace(/\*$/, '…')}`
}

/** The name under which the file knows the value: `pool`, `this.pool`; null where it has none. */
export function nameOfHolder({ holders }: Pick<Acquisition, 'holders'>): string | null {
  const [holder] = holders
  return holder === undefined ? null : holderText(holder)
}

function holderText(holder: Holder): string {
  return holder.type === 'variable' ? holder.variable.name : `this.${holder.field}`
}

/** The code that releases it, as messages recommend: `await pool.end()`, `clearInterval(timer)`. */
export function releaseCode(acquisition: Acquisition, holder = nameOfHolder(acquisition)): string {
  const way = acquisition.resource.release.find(
    ({ method, function: name }) => (method ?? name) !== undefined,
  )
  const value = holder ?? placeholder(acquisition.resource)
  if (way === undefined) return `${value}.close()`
  const call = releaseCall(way, value, acquisition)
  return isPromised(way) ? `await ${call}` : call
}

/** What a release makes of the resource, for messages: "ended", "closed". */
export function releasedWord({ resource }: Pick<Acquisition, 'resource'>): string {
  const [way] = resource.release
  return (
    RELEASED.get((way?.method ?? way?.function ?? way?.moduleCall ?? '').replace(/^.*[#.]/, '')) ?? 'released'
  )
}

const RELEASED = new Map([
  ['clearInterval', 'cleared'],
  ['close', 'closed'],
  ['closeSync', 'closed'],
  ['destroy', 'destroyed'],
  ['disconnect', 'disconnected'],
  ['dispose', 'disposed of'],
  ['end', 'ended'],
  ['kill', 'killed'],
  ['quit', 'closed'],
  ['stop', 'stopped'],
  ['terminate', 'terminated'],
])

/** The same without `await`: `pool.end()`. */
export function releaseCall(way: Release, value: string, { node }: Pick<Acquisition, 'node'>): string {
  if (way.method === '@@asyncDispose') return `${value}[Symbol.asyncDispose]()`
  if (way.method !== undefined) return `${value}.${way.method}()`
  if (way.moduleCall !== undefined) return `${ofModule(way.moduleCall, node)}()`
  return `${ofModule(way.function ?? '', node)}(${value})`
}

/** `fs.closeSync` where `fs.openSync` acquired, `closeSync` where `openSync` did. */
function ofModule(name: string, { callee }: Acquisition['node']): string {
  const [, module = '', path = name] = /^(.*)#(.*)$/.exec(name) ?? []
  const owner = /^(.*)\./.exec(nameOfCallee(callee))?.[1] ?? ''
  return module === '' || owner === '' || owner.startsWith('this') ? path : `${owner}.${path}`
}

/** Whether the release is over only when its promise has settled. */
export function isPromised({ settles }: Release): boolean {
  return settles === 'promise' || settles === 'either'
}

function placeholder({ kind }: Resource): string {
  return kind
}

/** A method that ends an object's life, as messages name it: "`close()`", "`[Symbol.dispose]()`". */
export function nameOfTeardown(name: string): string {
  return `\`${name.replace(/^@@(.*)$/, '[Symbol.$1]')}()\``
}

/** The line of a node, as messages point to it: "line 12". */
export function lineOf(node: Node): string {
  return `line ${String(node.loc.start.line)}`
}

/** The head of a function for messages: "`createDb`", "this function". */
export function nameOfFunction(node: Node | null): string {
  if (!isFunction(node)) return 'this module'
  const { parent } = node
  if (node.id !== null) return `\`${node.id.name}\``
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return `\`${parent.id.name}\``
  if ('key' in parent && parent.key.type === 'Identifier') return `\`${parent.key.name}\``
  const name = assignedName(parent)
  return name === null ? 'this function' : `\`${name}\``
}
