import type { Facts } from './finding.ts'
import type { Kind } from './kind.ts'
import type { ServiceId } from './services.ts'

/** A library that opens resources on the user's behalf, and how the user gives them back through it. */
export interface Client {
  /** What it connects to, where that is certain. */
  readonly service?: ServiceId
  readonly remedies: readonly ClientRemedy[]
}

/** For kinds that no remedy of the client releases, the kind's own remedy holds. */
interface ClientRemedy {
  readonly releases: readonly Kind[]
  /** The class of what it does not release all the same. */
  readonly spares?: string
  /** An imperative sentence. */
  readonly remedy: string
}

const CONNECTION: readonly Kind[] = [
  'socket',
  'unix-socket',
  'pooled-socket',
  'response-body',
  'timer',
  'pipe',
]
const POOLED: readonly Kind[] = ['socket', 'pooled-socket']
const SERVER: readonly Kind[] = ['server', 'unix-socket', 'server-kept-open']
const NATIVE: readonly Kind[] = ['native-descriptor', 'descriptor', 'native-memory']
const PROCESS: readonly Kind[] = [
  'child-process',
  'orphan-process',
  'pipe',
  'worker-thread',
  'socket',
  'timer',
]

/** Client libraries by package name. */
export const CLIENTS: Readonly<Record<string, Client>> = {
  '@elastic/elasticsearch': connection('elasticsearch', 'Close the client with `await client.close()`.'),
  '@grpc/grpc-js': {
    service: 'grpc',
    remedies: [
      { releases: [...CONNECTION, 'http2-session'], remedy: 'Close the client with `client.close()`.' },
    ],
  },
  '@hono/node-server': server(
    'Close the server that `serve()` returned with `await new Promise(done => server.close(done))`.',
  ),
  '@nats-io/transport-node': connection(
    'nats',
    'Close the connection with `await connection.drain()`, or at once with `await connection.close()`.',
  ),
  '@redis/client': connection(
    'redis',
    'Close the client with `await client.close()`, or at once with `client.destroy()`.',
  ),
  amqplib: connection(
    'amqp',
    'Close the connection with `await connection.close()`, which closes its channels too.',
  ),
  'better-sqlite3': native('Close the database with `db.close()`.'),
  bullmq: connection('redis', 'Close each queue, worker and queue events object with `await queue.close()`.'),
  chokidar: released(['watcher', 'timer'], 'Close the watcher with `await watcher.close()`.'),
  execa: processes('End it with `child.kill()` and wait for it: `await child.catch(() => {})`.'),
  esbuild: processes(
    'Dispose of the build context with `await context.dispose()`, and of the service with `await esbuild.stop()`.',
  ),
  express: server(
    'Close the server that `app.listen()` returned: `await new Promise(done => { server.close(done); server.closeAllConnections() })`.',
  ),
  fastify: server('Close the app with `await app.close()`.'),
  ioredis: connection(
    'redis',
    'Close the client with `await redis.quit()`, or at once with `redis.disconnect()`.',
  ),
  kafkajs: connection(
    'kafka',
    'Disconnect each producer, consumer and admin client with `await client.disconnect()`.',
  ),
  koa: server(
    'Close the server that `app.listen()` returned: `await new Promise(done => { server.close(done); server.closeAllConnections() })`.',
  ),
  mariadb: connection(
    'mariadb',
    'Close a connection with `await connection.end()`, a pool with `await pool.end()`.',
  ),
  mongodb: connection('mongodb', 'Close the client with `await client.close()`.'),
  mongoose: connection('mongodb', 'Close the client with `await mongoose.disconnect()`.'),
  mqtt: connection('mqtt', 'Close the client with `await client.endAsync()`.'),
  mysql: connection(
    'mysql',
    'Close the connection with `connection.end(done)`, or a whole pool with `pool.end(done)`.',
  ),
  mysql2: connection(
    'mysql',
    'Close a connection with `await connection.end()`, a pool with `await pool.end()`.',
  ),
  nats: connection(
    'nats',
    'Close the connection with `await connection.drain()`, or at once with `await connection.close()`.',
  ),
  nodemailer: connection('smtp', 'Close the transport with `transport.close()`.'),
  pg: connection(
    'postgresql',
    'Close the client with `await client.end()`, or release each client of a pool and close it with `await pool.end()`.',
  ),
  'pg-pool': connection(
    'postgresql',
    'Release each client that was checked out (`client.release()`) and close the pool with `await pool.end()`.',
  ),
  playwright: processes('Close the browser with `await browser.close()`.'),
  'playwright-core': processes('Close the browser with `await browser.close()`.'),
  postgres: connection('postgresql', 'Close the client with `await sql.end()`.'),
  puppeteer: processes('Close the browser with `await browser.close()`.'),
  'puppeteer-core': processes('Close the browser with `await browser.close()`.'),
  redis: connection(
    'redis',
    'Close the client with `await client.close()`, or at once with `client.destroy()`.',
  ),
  'socket.io': server('Close the server with `await io.close()`.'),
  'socket.io-client': connection('websocket', 'Close the client with `socket.disconnect()`.'),
  sqlite3: native('Close the database with `db.close(done)`.'),
  tedious: connection('sqlServer', 'Close the connection with `connection.close()`.'),
  undici: {
    remedies: [
      {
        releases: POOLED,
        spares: 'WebSocket',
        remedy: 'Close the dispatcher with `await agent.close()`, or at once with `await agent.destroy()`.',
      },
    ],
  },
  ws: {
    service: 'websocket',
    remedies: [
      {
        releases: CONNECTION,
        remedy: "Close the client with `client.terminate()` and wait with `await once(client, 'close')`.",
      },
      {
        releases: ['server', 'server-kept-open'],
        remedy:
          'Close the server with `for (const client of server.clients) client.terminate()` and `await new Promise(done => server.close(done))`.',
      },
    ],
  },
}

/** The record of the library that made a resource, if that library is known. */
export function clientOf({ client }: Facts): Client | undefined {
  return client !== undefined && Object.hasOwn(CLIENTS, client) ? CLIENTS[client] : undefined
}

/** How the resource is given back through the library that made it, where that is known. */
export function clientRemedy(facts: Facts): string | undefined {
  const { kind, className } = facts
  return clientOf(facts)?.remedies.find(
    ({ releases, spares }) => releases.includes(kind) && (spares === undefined || spares !== className),
  )?.remedy
}

function connection(service: ServiceId, remedy: string): Client {
  return { service, ...released(CONNECTION, remedy) }
}

function server(remedy: string): Client {
  return released(SERVER, remedy)
}

function native(remedy: string): Client {
  return released(NATIVE, remedy)
}

function processes(remedy: string): Client {
  return released(PROCESS, remedy)
}

function released(releases: readonly Kind[], remedy: string): Client {
  return { remedies: [{ releases, remedy }] }
}
