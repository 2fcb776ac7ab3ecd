import { spawn } from 'node:child_process'
import dgram from 'node:dgram'
import { once } from 'node:events'
import fs from 'node:fs'
import http2 from 'node:http2'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'

/** Closes what was acquired; resolves when Node says so. */
type Close = () => unknown

interface Acquiring {
  readonly type: string
  readonly acquire: () => Close | Promise<Close>
  /** How many handles of the type this makes, if not one. */
  readonly handles?: number
}

/** How a resource of each async type is acquired in the scope of the caller. */
export const ACQUIRING: readonly Acquiring[] = [
  { type: 'TCPSERVERWRAP', acquire: async () => closing(await listen()) },
  { type: 'TCPWRAP', acquire: () => connectTo(listen) },
  { type: 'PIPESERVERWRAP', acquire: async () => closing(await listenOnPath()) },
  { type: 'PIPEWRAP', acquire: () => connectTo(listenOnPath) },
  {
    type: 'UDPWRAP',
    acquire: async () => {
      const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1')
      await once(socket, 'listening')
      return () => socket.close()
    },
  },
  {
    type: 'HTTP2SESSION',
    acquire: async () => {
      const server = await listen()
      const session = http2.connect(`http://127.0.0.1:${portOf(server)}`).on('error', () => undefined)
      await once(session.socket, 'connect')
      return () => {
        session.destroy()
        return closing(server)()
      }
    },
  },
  {
    type: 'FSEVENTWRAP',
    acquire: () => {
      const watcher = fs.watch(import.meta.dirname)
      return () => watcher.close()
    },
  },
  {
    type: 'STATWATCHER',
    acquire: () => {
      fs.watchFile(import.meta.filename, () => undefined)
      return () => fs.unwatchFile(import.meta.filename)
    },
  },
  {
    type: 'PROCESSWRAP',
    acquire: () => {
      const child = spawn('sleep', ['60'], { stdio: 'ignore' })
      return () => {
        child.kill('SIGKILL')
        return once(child, 'exit')
      }
    },
  },
  {
    type: 'WORKER',
    acquire: async () => {
      const worker = new Worker('require("node:worker_threads").parentPort.on("message", () => {})', {
        eval: true,
      })
      await once(worker, 'online')
      return () => worker.terminate()
    },
  },
  {
    type: 'MESSAGEPORT',
    handles: 2,
    acquire: () => {
      const { port1, port2 } = new MessageChannel()
      return () => {
        port1.close()
        port2.close()
      }
    },
  },
  {
    type: 'Timeout',
    acquire: () => {
      const timer = setInterval(() => undefined, 1000)
      return () => clearInterval(timer)
    },
  },
]

async function listen(): Promise<net.Server> {
  const server = net.createServer(drain).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function listenOnPath(): Promise<net.Server> {
  const server = net
    .createServer(drain)
    .listen(join(tmpdir(), `watertight-${process.pid}-${Date.now()}.sock`))
  await once(server, 'listening')
  return server
}

/** An end that nobody reads is never seen, and keeps the server from closing. */
function drain(accepted: net.Socket): void {
  accepted.on('error', () => undefined).resume()
}

async function connectTo(listenSomewhere: () => Promise<net.Server>): Promise<Close> {
  const server = await listenSomewhere()
  const path = server.address()
  const socket = typeof path === 'string' ? net.connect(path) : net.connect(portOf(server), '127.0.0.1')
  await once(server, 'connection')
  return () => {
    socket.destroy()
    return closing(server)()
  }
}

function closing(server: net.Server): Close {
  return async () => {
    server.close()
    await once(server, 'close')
  }
}

function portOf(server: net.Server): number {
  return (server.address() as net.AddressInfo).port
}
