import { adoptContainer, connectEngine, startContainer } from './containers/index.ts'
import type { ContainerSpec, OwnedContainer } from './containers/index.ts'
import { expectMet, text } from './expect.ts'
import type { SpawnMeans } from './processes/spawn.ts'
import type { Releasable } from './registry/owned.ts'

/** A container that is owned. */
export interface LifecycleContainer
  extends Releasable, Pick<OwnedContainer, 'id' | 'host' | 'ports' | 'record' | 'tail'> {}

// What the engine may take to stop, kill and remove one, beyond its grace.
const SLACK_MS = 60_000

/** Starts a container that is owned, and waits until it is ready. */
export async function ownStartedContainer(
  means: SpawnMeans,
  spec: ContainerSpec,
): Promise<LifecycleContainer> {
  const { session } = means
  const engine = await connectEngine()
  const entry = { kind: 'container', name: spec.name ?? spec.image, engine: engine.address.text } as const
  // Written down before it is asked for: with the session's label it is found if this process is killed meanwhile.
  const id = session.hold({ ...entry, container: null })
  try {
    const { owner, projectRoot: project } = session.about()
    const container = await startContainer(spec, { session: session.id, owner, project }, { engine })
    session.change(id, { ...entry, name: container.name, container: container.record })
    return register(means, container, id)
  } catch (error) {
    await session.drop(id)
    throw error
  }
}

/** Owns a container that somebody else started, named by id or by name. */
export async function ownAdoptedContainer(means: SpawnMeans, name: string): Promise<LifecycleContainer> {
  expectMet('name', name, text)
  const container = await adoptContainer(name)
  const { record } = container
  const id = means.session.hold({
    kind: 'container',
    name: container.name,
    engine: record.engine,
    container: record,
  })
  return register(means, container, id)
}

function register(
  { registry, session }: SpawnMeans,
  container: OwnedContainer,
  entry: number,
): LifecycleContainer {
  const { id, name, host, ports, record } = container
  const { release, forget } = registry.add({
    name,
    value: container,
    timeoutMs: record.graceMs + SLACK_MS,
    release: () => container.stop(),
    // The reaper does it: nothing can be awaited any more.
    atExit: () => undefined,
    onEnd: (isFailed) => session.dropUnless(isFailed, entry),
  })
  const tail = (lines?: number): Promise<string> => container.tail(lines)
  return { id, name, host, ports, record, tail, release, forget, [Symbol.asyncDispose]: release }
}
