import type { Socket } from 'node:net'
import { loadedBuiltin } from '@watertight/probe/ledger'

type AgentLists = Readonly<Record<string, readonly Socket[] | undefined>>

/** Whether a socket belongs to an `http.Agent`: each installs a listener for its removal (lib/_http_agent.js). */
export function isAgentSocket(socket: Socket): boolean {
  return socket.listenerCount('agentRemove') > 0
}

/** Whether one of the process's two global agents owns the socket: those live as long as the process. */
export function isGlobalAgentSocket(socket: Socket): boolean {
  return globalAgentLists().some((sockets) => sockets?.includes(socket))
}

/** What a global agent has in the place of a socket: what intercepts requests gives it another one on the same handle. */
export function globalAgentStandIn(socket: Socket): Socket | undefined {
  const handle = handleOf(socket)
  if (!handle) return undefined
  for (const sockets of globalAgentLists()) {
    const standIn = sockets?.find((other) => handleOf(other) === handle)
    if (standIn) return standIn
  }
  return undefined
}

function globalAgentLists(): (readonly Socket[] | undefined)[] {
  const agents = [loadedBuiltin('http')?.globalAgent, loadedBuiltin('https')?.globalAgent]
  return agents
    .filter((agent) => agent !== undefined)
    .flatMap(({ sockets, freeSockets }) => [
      ...Object.values(sockets as AgentLists),
      ...Object.values(freeSockets as AgentLists),
    ])
}

function handleOf(socket: Socket): object | null | undefined {
  return (socket as { _handle?: object | null })._handle
}

/**
 * The clients of undici's global dispatcher, found from there by the lists of its pools. They are listed once, when
 * somebody asks: a suite that serves and fetches in every test leaves thousands of them.
 */
export class GlobalClients {
  #clients: ReadonlySet<unknown> | null = null

  /** Whether an undici socket belongs to one of them. */
  own(socket: object): boolean {
    const client = symbolValues(socket, CLIENT)[0]
    if (client === undefined) return false
    this.#clients ??= listClients()
    return this.#clients.has(client)
  }
}

export function isUndiciSocket(socket: object): boolean {
  return symbolValues(socket, CLIENT).length > 0
}

/** undici marks its HTTP/2 sessions as it does its sockets (lib/dispatcher/client-h2.js). */
export function isUndiciSession(session: object): boolean {
  return isUndiciSocket(session)
}

function listClients(): ReadonlySet<unknown> {
  const found = new Set<unknown>()
  for (const name of ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'])
    collect(Reflect.get(globalThis, Symbol.for(name)), found, DEEPEST)
  return found
}

/** A dispatcher, its agent, that one's pools and their clients. */
const DEEPEST = 4
const CLIENT: ReadonlySet<string | undefined> = new Set(['client'])
const LISTS: ReadonlySet<string | undefined> = new Set(['clients', 'dispatcher', 'agent', 'http proxy agent'])

function collect(node: unknown, found: Set<unknown>, depth: number): void {
  if (typeof node !== 'object' || node === null) return
  found.add(node)
  if (depth === 0) return
  const plain: unknown = Reflect.get(node, 'dispatcher')
  for (const list of [...symbolValues(node, LISTS), plain])
    for (const element of elementsOf(list)) collect(element, found, depth - 1)
}

function elementsOf(list: unknown): unknown[] {
  if (list instanceof Map) return [...(list as Map<unknown, unknown>).values()].map((value) => derefed(value))
  if (Array.isArray(list)) return list
  return list === undefined ? [] : [list]
}

function derefed(value: unknown): unknown {
  return value instanceof WeakRef ? value.deref() : value
}

/** The objects that an object keeps under symbols of such descriptions. */
export function symbolValues(target: object, descriptions: ReadonlySet<string | undefined>): object[] {
  const values: object[] = []
  for (const symbol of Object.getOwnPropertySymbols(target)) {
    if (!descriptions.has(symbol.description)) continue
    const value: unknown = Reflect.get(target, symbol)
    if (typeof value === 'object' && value !== null) values.push(value)
  }
  return values
}
