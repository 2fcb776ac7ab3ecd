import { randomBytes } from 'node:crypto'
import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { connectEngine } from './engine/connect.ts'
import type { Engine } from './engine/engine.ts'
import { isConflict } from './engine/error.ts'
import { splitImageName } from './engine/images.ts'
import { readHost } from './host.ts'
import type { HostIdentity } from './host.ts'
import { ensureImage } from './image.ts'
import { formatLabels } from './labels.ts'
import type { ContainerIdentity } from './labels.ts'
import { ownContainer } from './owned-container.ts'
import type { OwnedContainer } from './owned-container.ts'
import { formatPorts, keepsConnections } from './port.ts'
import { waitUntilReady } from './ready.ts'
import { checkSpec } from './spec.ts'
import type { ContainerSpec } from './spec.ts'
import { abandonStart, ContainerStartError } from './start-error.ts'

/** Through what a container is started. */
export interface StartOptions {
  /** The one that the environment leads to by default. */
  readonly engine?: Engine
  /** Gives up: what was started so far is removed. */
  readonly signal?: AbortSignal
  readonly clock?: Clock
  readonly host?: HostIdentity
}

/**
 * Starts a container that carries the labels of its session, and waits until it is ready. A container that does not
 * become ready is removed again, and its last lines stand in the error.
 */
export async function startContainer(
  spec: ContainerSpec,
  identity: ContainerIdentity,
  options: StartOptions = {},
): Promise<OwnedContainer> {
  checkSpec(spec)
  const { signal, clock = systemClock, host = readHost() } = options
  const engine = options.engine ?? (await connectEngine())
  await ensureImage(engine, spec, signal)
  await expectFreePort(spec)
  const name = spec.name ?? inventName(spec.image)
  const id = await create(engine, name, formatContainer(spec, { ...identity, host }, engine), signal)
  try {
    await engine.start(id, signal)
    const { graceMs = 5_000, ports = [], ready, readyTimeoutMs: timeoutMs = 60_000 } = spec
    const owned = ownContainer(engine, await engine.inspect(id), { ports, graceMs, adoptedFrom: null, clock })
    if (ready) await waitUntilReady({ engine, ...owned }, ready, { timeoutMs, clock, signal })
    return owned
  } catch (error) {
    throw await abandonStart({ engine, id, name, image: spec.image, clock }, error, signal)
  }
}

async function create(
  engine: Engine,
  name: string,
  body: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<string> {
  try {
    return await engine.create(name, body, signal)
  } catch (error) {
    if (!isConflict(error)) throw error
    const said =
      `The container name \`${name}\` is in use. Leave \`name\` out to get a free one, ` +
      `or remove what has it: \`watertight sweep\` does when it is a leftover of ours.`
    throw new ContainerStartError(said, '', { cause: error })
  }
}

/** A port of the host that somebody else holds would look ready before the container had even failed to take it. */
async function expectFreePort({ network, ready, image }: ContainerSpec): Promise<void> {
  if (network !== 'host' || ready === undefined || !('port' in ready)) return
  if (!(await keepsConnections('127.0.0.1', ready.port, 0))) return
  const said = `Port ${ready.port} of this machine is held already, so that ${image} cannot have it in the host's network.`
  throw new ContainerStartError(`${said} \`watertight port ${ready.port}\` says who holds it.`, '')
}

function inventName(image: string): string {
  const base = splitImageName(image).fromImage.split('/').at(-1) ?? ''
  return `watertight-${base}-${randomBytes(4).toString('hex')}`
}

/** The body of the Engine API's `ContainerCreate`. */
function formatContainer(
  spec: ContainerSpec,
  claim: Parameters<typeof formatLabels>[0],
  engine: Engine,
): Readonly<Record<string, unknown>> {
  const { image, env = {}, ports = [], cmd, labels, network = 'bridge', healthcheck, hostConfig } = spec
  const { ExposedPorts, PortBindings } = formatPorts(ports, engine)
  return {
    Image: image,
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    Labels: { ...labels, ...formatLabels(claim) },
    ExposedPorts,
    HostConfig: { ...hostConfig, NetworkMode: network, ...(network === 'host' ? {} : { PortBindings }) },
    ...(cmd === undefined ? {} : { Cmd: cmd }),
    ...(healthcheck === undefined ? {} : { Healthcheck: formatHealthcheck(healthcheck) }),
  }
}

function formatHealthcheck({
  command,
  intervalMs = 0,
  retries = 0,
}: NonNullable<ContainerSpec['healthcheck']>): object {
  // In nanoseconds; 0 takes over what the image says.
  return { Test: ['CMD-SHELL', command], Interval: intervalMs * 1_000_000, Retries: retries }
}
