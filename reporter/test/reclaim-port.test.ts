import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { findFreePort, PortHeldError } from '@watertight/lifecycle'
import { expect, onTestFinished, test, vi } from 'vitest'
import { reclaimPort } from '../src/reclaim-port.ts'

const onLinux = test.skipIf(process.platform !== 'linux')

test('does nothing for ports that nobody holds', async () => {
  const tearDown = await reclaimPort([await findFreePort(), await findFreePort()], { ask: true })()
  await tearDown()
})

onLinux('fails a session whose port somebody else holds, and leaves them alone', async () => {
  const server = await listen(0)
  await expect(reclaimPort(server.port)()).rejects.toThrow(PortHeldError)
  expect(server.isListening()).toBe(true)
})

onLinux('only says who holds the port when the session is over', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => said.mockRestore())
  const port = await findFreePort()
  const tearDown = await reclaimPort(port, { freeWhen: 'asked' })()
  const server = await listen(port)
  await tearDown()
  expect(said.mock.calls).toEqual([
    [expect.stringContaining(`watertight: after the tests port ${port} is held by a`)],
  ])
  expect(server.isListening()).toBe(true)
})

test('refuses what is no port', async () => {
  await expect(reclaimPort(70_000)()).rejects.toThrow(
    'Expected `port` to be a port from 1 to 65535, got `70000` (number).',
  )
})

async function listen(wanted: number) {
  const server = createServer().listen(wanted, '127.0.0.1')
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, isListening: () => server.listening }
}
