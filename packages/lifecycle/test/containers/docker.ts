import { randomBytes } from 'node:crypto'
import { onTestFinished, test } from 'vitest'
import { askEngine } from '../../src/containers/engine/request.ts'
import { connectEngine, listContainers, startContainer } from '../../src/containers/index.ts'
import type { ContainerIdentity, ContainerSpec, Engine, OwnedContainer } from '../../src/containers/index.ts'
import { claimOf } from './claims.ts'

/** An image that holds busybox. */
export const image = process.env.WATERTIGHT_TEST_IMAGE ?? 'watertight-busybox:latest'
/** A network with a bridge, on which ports can be published. */
export const network = process.env.WATERTIGHT_TEST_NETWORK ?? 'watertight-test'

const found = await connectEngine().catch(() => null)
const hasImage = (await found?.hasImage(image)) ?? false
const hasNetwork = hasImage && (await findNetwork())

/** A test against a real engine that has the image; `.ci/docker.sh` gives it one. It skips where there is none. */
export const dockerTest = test.skipIf(!hasImage)

/** The same where ports can be published too. */
export const bridgeTest = test.skipIf(!hasNetwork)

/** The engine of the machine; only inside a `dockerTest`. */
export function realEngine(): Engine {
  if (found === null) throw new Error('no container engine answers')
  return found
}

/** A session of the test's own, owned by this process; what it leaves is removed with the test. */
export function beginSession(changes: Partial<ContainerIdentity> = {}): ContainerIdentity {
  const identity = claimOf({ session: randomBytes(8).toString('hex'), ...changes })
  onTestFinished(async () => {
    for (const { id } of await listContainers({ bySession: identity.session })) await realEngine().remove(id)
  })
  return identity
}

/** Removes a container with the test, whatever has become of it. */
export function removeAtEnd(id: string): void {
  onTestFinished(async () => {
    await realEngine().remove(id)
  })
}

/** Starts a container of busybox that needs no network. */
export function startBusybox(
  spec: Partial<ContainerSpec>,
  identity: ContainerIdentity = beginSession(),
): Promise<OwnedContainer> {
  return startContainer({ image, network: 'none', graceMs: 1_000, ...spec }, identity, {
    engine: realEngine(),
  })
}

/** Commands of containers, which end at SIGTERM: the kernel gives the first process of a pid namespace no default. */
export const commands = {
  waiting: shell('while :; do sleep 0.1; done'),
  announcing: shell('echo starting; sleep 0.2; echo ready >&2; while :; do sleep 0.1; done'),
  serving: (port: number) =>
    shell(
      `sleep 1; mkdir /www; echo hello >/www/index.html; httpd -p ${port} -h /www; while :; do sleep 0.1; done`,
    ),
}

function shell(script: string): string[] {
  return ['sh', '-c', `trap 'exit 0' TERM; ${script}`]
}

async function findNetwork(): Promise<boolean> {
  const request = { purpose: `find the network ${network}`, path: `/networks/${network}` }
  return askEngine(realEngine().address, request, () => Promise.resolve(true)).catch(() => false)
}
