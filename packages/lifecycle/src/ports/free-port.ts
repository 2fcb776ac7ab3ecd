import { createServer } from 'node:net'
import { codeOf } from '../thrown.ts'

const HOSTS = ['127.0.0.1', '::1', '0.0.0.0', '::'] as const

/** Whether nobody listens on a TCP port, on any address of this machine: found by listening on it for a moment. */
export async function isFreePort(port: number): Promise<boolean> {
  for (const host of HOSTS) {
    if ((await listen(port, host)) === 'EADDRINUSE') return false
  }
  return true
}

/** A TCP port of the loopback on which nobody listens now, chosen by the system. */
export async function findFreePort(): Promise<number> {
  const port = await listen(0, '127.0.0.1')
  if (typeof port !== 'number') throw new Error(`no port could be had: ${port}`)
  return (await isFreePort(port)) ? port : findFreePort()
}

/** The port on which it could listen, or the code of the error. A family that the machine lacks is no obstacle. */
function listen(port: number, host: string): Promise<number | string> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', (error) => done(codeOf(error) ?? error.message))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
