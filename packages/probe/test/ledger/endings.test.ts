import { once } from 'node:events'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createLedger } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context, liveOf } = createLedger()
ledger.start()

test('a handle is released by the call that closes it, before anything else happens', async () => {
  const scope: Named = { name: 'closing' }
  const server = await context.run(scope, listen)
  const [acquisition] = liveOf(scope, 'TCPSERVERWRAP')
  server.close()
  expect(acquisition?.releasedAtMs).not.toBeNull()
  await once(server, 'close')
})

test('a connection that is reset is released as well', async () => {
  const server = await listen()
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  const scope: Named = { name: 'resetting' }
  const socket = context.run(scope, () => net.connect((server.address() as AddressInfo).port, '127.0.0.1'))
  await once(socket, 'connect')
  expect(liveOf(scope, 'TCPWRAP')).toHaveLength(1)
  socket.resetAndDestroy()
  expect(liveOf(scope, 'TCPWRAP')).toEqual([])
})

test('a timer that fired is forgotten though nobody asks for it', async () => {
  const before = ledger.size
  for (let round = 0; round < 40; round++) {
    await Promise.all(Array.from({ length: 20 }, () => new Promise((done) => setTimeout(done, 0))))
  }
  expect(ledger.size - before).toBeLessThan(200)
})

test('a timer that fired and is refreshed is one timer, as young as that', async () => {
  const scope: Named = { name: 'refreshed' }
  const timer = await context.run(scope, () => {
    return new Promise<NodeJS.Timeout>((done) => {
      const armed = setTimeout(() => setImmediate(() => done(armed)), 1)
    })
  })
  expect(liveOf(scope)).toEqual([])
  timer.refresh()
  onTestFinished(() => clearTimeout(timer))
  const refreshed = [...ledger.live()].filter(({ ref }) => ref?.deref() === timer)
  expect(refreshed).toHaveLength(1)
})

test('what Node’s sockets set for themselves is not recorded', async () => {
  const server = await listen()
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  const scope: Named = { name: 'timeout' }
  const socket = context.run(scope, () => net.connect((server.address() as AddressInfo).port, '127.0.0.1'))
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  context.run(scope, () => socket.setTimeout(60_000))
  expect(liveOf(scope, 'Timeout')).toEqual([])
})

async function listen(): Promise<net.Server> {
  const server = net.createServer((accepted) => accepted.on('error', () => undefined).resume())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server
}
