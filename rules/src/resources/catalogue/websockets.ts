import type { Resource } from '../resource.ts'
import { by, called, from, made } from './ways.ts'

/** WebSockets, server-sent events and what stands on them. */
export const websockets: readonly Resource[] = [
  {
    id: 'ws.WebSocket',
    name: 'WebSocket',
    kind: 'connection',
    from: ['globalThis', 'ws', 'undici', 'isomorphic-ws'],
    acquire: [...made('WebSocket'), ...from(['ws', 'isomorphic-ws'], made(''))],
    release: by('event', 'close', 'terminate'),
    ends: 'by-peer',
    endEvents: ['close'],
  },
  {
    id: 'ws.WebSocketServer',
    name: 'WebSocketServer',
    kind: 'server',
    from: ['ws'],
    acquire: made('WebSocketServer', 'Server', 'WebSocket.Server', 'WebSocket.WebSocketServer'),
    release: by('callback', 'close'),
    endEvents: ['close'],
    // On somebody's server it ends with that server, and without one it never listens.
    unlessOption: ['server', 'noServer'],
  },
  {
    id: 'eventsource.EventSource',
    name: 'EventSource',
    kind: 'connection',
    from: ['globalThis', 'eventsource', 'undici'],
    acquire: [...made('EventSource'), ...from(['eventsource'], made(''))],
    // It connects again whenever its peer hangs up.
    release: by('sync', 'close'),
  },
  {
    id: 'socket.io.Server',
    name: 'Server',
    kind: 'server',
    from: ['socket.io'],
    acquire: [...made('', 'Server'), ...called('')],
    release: by('either', 'close'),
    fluent: ['adapter', 'attach', 'bind', 'except', 'in', 'listen', 'path', 'serveClient', 'to', 'use'],
    // Usually on an HTTP server that is closed by its owner; closing either one closes both.
    ends: 'with-parent',
    owns: [0],
  },
  {
    id: 'socket.io-client.Socket',
    name: 'Socket',
    kind: 'connection',
    from: ['socket.io-client'],
    acquire: called('', 'io', 'connect'),
    release: by('sync', 'disconnect', 'close'),
    fluent: [
      'close',
      'compress',
      'connect',
      'disconnect',
      'emit',
      'offAny',
      'onAny',
      'open',
      'send',
      'timeout',
    ],
    unlessOption: ['!autoConnect'],
  },
]
