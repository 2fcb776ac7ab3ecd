import type { ContainerRecord } from '../containers/record.ts'

/**
 * Removes a container of a session; without a record of it, whatever carries the session's label. The client of the
 * engine is loaded only here, because most sessions have no container, and a reaper is to begin at once.
 */
export async function removeContainer(
  address: string,
  record: ContainerRecord | null,
  session: string,
): Promise<'gone' | 'cleared'> {
  const { connectEngine, parseEngineAddress, releaseContainer, removeContainers } =
    await import('../containers/index.ts')
  const engine = await connectEngine({ addresses: [parseEngineAddress(address)] })
  if (record !== null) return (await releaseContainer(record, { engine })) === 'gone' ? 'gone' : 'cleared'
  // The engine goes on making what its owner asked for in the last moment, which takes a busy one seconds.
  const removed = await removeContainers(
    { bySession: session },
    { engine, ownSession: session, watchMs: 10_000 },
  )
  const left = removed.filter(({ outcome }) => outcome !== 'removed')
  if (left.length > 0) throw new Error(left.map(({ reason }) => reason).join('; '))
  return removed.length === 0 ? 'gone' : 'cleared'
}
