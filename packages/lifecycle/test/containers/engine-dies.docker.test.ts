import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import {
  connectEngine,
  listContainers,
  parseEngineAddress,
  startContainer,
} from '../../src/containers/index.ts'
import type { EngineAddress } from '../../src/containers/index.ts'
import { beginSession, commands, dockerTest, image, realEngine } from './docker.ts'

dockerTest('says what it could not do when the engine dies while a container becomes ready', async () => {
  const identity = beginSession()
  const line = await openLine()
  const engine = await connectEngine({ addresses: [line.address] })
  const starting = startContainer(
    { image, network: 'none', cmd: commands.waiting, ready: { log: 'never' } },
    identity,
    { engine },
  )
  const failure = starting.catch((error: unknown) => error)
  await expect.poll(() => stateOf(identity.session)).toBe('running')
  line.cut()
  expect(await failure).toMatchObject({
    message: expect.stringMatching(
      /(was lost while it was|cannot be) asked to .* It could not be removed either/s,
    ) as string,
  })
  // The engine behind the line lives on, and so does the container: the next sweep removes it.
  expect(await stateOf(identity.session)).toBe('running')
})

dockerTest(
  'says that a container could not be released when the engine has died, and releases it when it is back',
  async () => {
    const identity = beginSession()
    const line = await openLine()
    const engine = await connectEngine({ addresses: [line.address] })
    const container = await startContainer(
      { image, network: 'none', cmd: commands.waiting, graceMs: 1_000 },
      identity,
      { engine },
    )
    line.cut()
    await expect(container.stop()).rejects.toMatchObject({ name: 'EngineError', failure: 'absent' })
    await line.mend()
    await container.stop()
    expect(await stateOf(identity.session)).toBeUndefined()
  },
)

interface Line {
  readonly address: EngineAddress
  /** Breaks all connections, and takes no more. */
  readonly cut: () => void
  readonly mend: () => Promise<void>
}

/** A socket that leads to the real engine, and can be cut. */
async function openLine(): Promise<Line> {
  const { target } = realEngine().address
  const folder = mkdtempSync(join(tmpdir(), 'watertight-line-'))
  const path = join(folder, 'line.sock')
  const open = new Set<Socket>()
  let server = createServer()
  const mend = async (): Promise<void> => {
    server = createServer((near) => {
      const far = connect('socketPath' in target ? { path: target.socketPath } : target)
      for (const end of [near, far]) {
        open.add(end.on('error', () => undefined).on('close', () => open.delete(end)))
      }
      near.pipe(far).pipe(near)
    }).listen(path)
    await once(server, 'listening')
  }
  const cut = (): void => {
    server.close()
    for (const socket of open) socket.destroy()
  }
  await mend()
  onTestFinished(() => {
    cut()
    rmSync(folder, { recursive: true, force: true })
  })
  return { address: parseEngineAddress(`unix://${path}`), cut, mend }
}

async function stateOf(session: string): Promise<string | undefined> {
  return (await listContainers({ bySession: session }, { engine: realEngine() }))[0]?.state
}
