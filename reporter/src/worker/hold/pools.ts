import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'

type AgentLists = Readonly<Record<string, readonly unknown[] | undefined>>

/** Whether a socket belongs to an `http.Agent`: each installs a listener for its removal (lib/_http_agent.js). */
export function isAgentSocket(socket: Socket): boolean {
  return socket.listenerCount('agentRemove') > 0
}

/** Whether one of the process's two global agents owns the socket: those live as long as the process. */
export function isGlobalAgentSocket(socket: Socket): boolean {
  return [http.globalAgent, https.globalAgent].some((agent) =>
    [agent.sockets, agent.freeSockets].some((lists) =>
      Object.values(lists as AgentLists).some((sockets) => sockets?.includes(socket)),
    ),
  )
}

/** Whether an undici socket belongs to the global dispatcher, found from there by the lists of its pools. */
export function isGlobalDispatcherSocket(socket: object): boolean {
  const client = symbolValue(socket, 'client')
  const dispatcher: unknown = Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.1'))
  const newer: unknown = Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.2'))
  return client !== undefined && [dispatcher, newer].some((root) => reaches(root, client, 4))
}

export function isUndiciSocket(socket: object): boolean {
  return symbolValue(socket, 'client') !== undefined
}

function reaches(node: unknown, client: object, depth: number): boolean {
  if (node === client) return true
  if (typeof node !== 'object' || node === null || depth === 0) return false
  const lists = ['clients', 'dispatcher', 'agent', 'http proxy agent'].map((name) => symbolValue(node, name))
  const plain: unknown = Reflect.get(node, 'dispatcher')
  return [...lists, plain].some((list) =>
    elementsOf(list).some((element) => reaches(element, client, depth - 1)),
  )
}

function elementsOf(list: unknown): unknown[] {
  if (list instanceof Map) return [...(list as Map<unknown, unknown>).values()].map((value) => derefed(value))
  if (Array.isArray(list)) return list
  return list === undefined ? [] : [list]
}

function derefed(value: unknown): unknown {
  return value instanceof WeakRef ? value.deref() : value
}

function symbolValue(target: object, description: string): object | undefined {
  const symbol = Object.getOwnPropertySymbols(target).find(
    (candidate) => candidate.description === description,
  )
  const value: unknown = symbol && Reflect.get(target, symbol)
  return typeof value === 'object' && value !== null ? value : undefined
}
