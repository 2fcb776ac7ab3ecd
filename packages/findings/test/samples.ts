import type { Facts, Kind, Owner, Place } from '../src/index.ts'

export const root = '/home/ada/shop'

export const owner: Owner = { scope: 'test', id: '1_0', name: 'creates a user', file: 'test/api.test.ts' }

export const place: Place = { file: `${root}/test/api.test.ts`, line: 12, column: 18 }

const local = { localAddress: '127.0.0.1', localPort: 51234 }
const remote = { remoteAddress: '127.0.0.1', remotePort: 4821 }
const listening = { localAddress: '127.0.0.1', localPort: 4821 }
const MB = 1024 ** 2

/** Facts as they are seen in practice: at least one set for every kind, more where the words differ. */
export const samples: Readonly<Record<Kind, readonly Omit<Facts, 'kind'>[]>> = {
  server: [
    { protocol: 'tcp', ...listening },
    { protocol: 'http', ...listening, connections: 1 },
    { protocol: 'http2', ...listening, connections: 3 },
    { protocol: 'https', ...listening, client: 'fastify' },
  ],
  'server-kept-open': [{ protocol: 'tcp', ...listening, remoteAddress: '127.0.0.1', remotePort: 51234 }],
  'unix-socket': [
    { protocol: 'unix', className: 'Server', path: '/run/shop/api.sock' },
    { protocol: 'unix', path: '/run/shop/api.sock' },
    { protocol: 'unix' },
  ],
  'listening-port': [listening],
  socket: [
    { protocol: 'tcp', ...local, ...remote },
    { protocol: 'tcp', ...local, ...remote, remotePort: 5432, client: 'pg' },
    { protocol: 'tcp', ...local, ...remote, remotePort: 6379 },
    { protocol: 'http', ...local, ...remote, url: 'GET /users' },
    { protocol: 'http', ...local, ...remote, url: 'POST /users', className: 'ClientRequest' },
    { protocol: 'tcp', ...local, ...remote, url: 'GET http://127.0.0.1:4821/', className: 'WebSocket' },
    { protocol: 'tcp', ...local, ...remote, className: 'WebSocket', client: 'undici' },
    { protocol: 'tls' },
  ],
  'pooled-socket': [
    { protocol: 'tcp', ...local, ...remote, className: 'Agent' },
    { protocol: 'tcp', ...local, ...remote, className: 'undici' },
  ],
  'http2-session': [{ protocol: 'http2', ...local, ...remote }],
  'response-body': [
    { protocol: 'tcp', ...local, ...remote, url: 'GET http://127.0.0.1:4821/export' },
    {
      protocol: 'tcp',
      ...local,
      ...remote,
      url: 'GET http://127.0.0.1:4821/export',
      className: 'Request',
    },
  ],
  'udp-socket': [{ protocol: 'udp4', localAddress: '0.0.0.0', localPort: 4821 }, { protocol: 'udp4' }],
  pipe: [{ fd: 23 }],
  'child-process': [
    { pid: 1234, command: 'node server.js', listens: ['127.0.0.1:8000', '[::1]:8000'] },
    { pid: 1234, command: 'sleep 30' },
  ],
  'orphan-process': [{ pid: 1235, command: 'sleep 30' }],
  'worker-thread': [{}],
  'message-port': [{}],
  'broadcast-channel': [{ name: 'updates' }, {}],
  'file-handle': [{ fd: 21, path: `${root}/data/users.csv` }],
  descriptor: [{ fd: 21, path: '/etc/hosts' }],
  'file-stream': [{ fd: 21, path: '/etc/hosts' }],
  'directory-handle': [{ fd: 21, path: '/etc' }],
  'native-descriptor': [{ fd: 25, path: '/var/lib/shop/app.db' }],
  watcher: [{ path: '/etc/hosts' }, { path: '/etc/hosts', client: 'chokidar' }, {}],
  'temp-dir': [{ path: '/tmp/shop-Xa81bQ' }],
  timer: [
    { delayMs: 50, repeats: true },
    { delayMs: 50, repeats: true, name: 'setInterval' },
    { delayMs: 50, repeats: true, name: 'setTimeout' },
    { delayMs: 60_000, repeats: false },
  ],
  'process-listener': [{ name: 'SIGTERM' }],
  listener: [
    { name: 'data', className: 'EventEmitter' },
    { name: 'abort', className: 'AbortSignal' },
  ],
  'heap-memory': [{ beforeBytes: 21 * MB, afterBytes: 121.4 * MB }],
  'buffer-memory': [{ beforeBytes: 1.5 * MB, afterBytes: 129.5 * MB }],
  'native-memory': [{ beforeBytes: 80 * MB, afterBytes: 176 * MB }],
}
