import { existsSync } from 'node:fs'
import { markerVariable } from '@watertight/probe'
import { systemClock } from '../clock.ts'
import { pollUntil } from '../poll.ts'
import { endTree } from '../processes/end-tree.ts'
import type { EndTreeOptions } from '../processes/end-tree.ts'
import { runCommand } from '../processes/run-command.ts'
import { findMembers } from '../processes/tree.ts'
import type { ProcessTree } from '../processes/tree.ts'
import { isFolderLeft, removeFolder } from '../registry/temp-dir.ts'
import { removeContainer } from './remove-container.ts'
import { describeProcesses } from './clearing.ts'
import type { Cleared, ClearMeans, FoundProcess } from './clearing.ts'
import type { CommandEntry, ProcessEntry, RecordEntry, SessionRecord } from './record.ts'
import { messageOf } from '../thrown.ts'

/** How one kind of entry is looked at, and cleared. */
interface Clearer<E> {
  readonly subject: (entry: E) => string
  /** Whether something is left of it. */
  readonly isLeft: (entry: E, record: SessionRecord, means: ClearMeans) => boolean
  readonly processes?: (entry: E, record: SessionRecord, means: ClearMeans) => FoundProcess[]
  /** Throws when it could not be cleared. */
  readonly clear: (entry: E, record: SessionRecord, means: ClearMeans) => unknown
}

type Clearers = { readonly [K in RecordEntry['kind']]: Clearer<Extract<RecordEntry, { kind: K }>> }

const CLEARERS: Clearers = {
  process: {
    subject: ({ root }) => root.command,
    isLeft: (entry, record, { probe }) => findMembers(treeOf(entry, record), probe).size > 0,
    processes: (entry, record, means) => describeTree(treeOf(entry, record), means),
    clear: (entry, record, means) =>
      clearTree(treeOf(entry, record), means, {
        graceMs: entry.graceMs,
        onMembers: (members) => means.note?.({ ...entry, members }),
      }),
  },
  command: {
    subject: ({ argv }) => argv.join(' '),
    isLeft: () => true,
    clear: runOwed,
  },
  container: {
    subject: ({ container }) => container?.id ?? 'being started',
    isLeft: () => true,
    clear: ({ engine, container }, { session }) => removeContainer(engine, container, session),
  },
  path: {
    subject: ({ path }) => path,
    isLeft: (entry) => isFolderLeft(entry),
    clear: (entry) => removeFolder(entry),
  },
}

/** Clears one entry, or only says what would be done. Never throws. */
export async function clearEntry(
  entry: RecordEntry,
  record: SessionRecord,
  means: ClearMeans,
  isDryRun: boolean,
): Promise<Cleared> {
  const clearer = CLEARERS[entry.kind] as Clearer<RecordEntry>
  const found = {
    kind: entry.kind,
    name: entry.name,
    subject: clearer.subject(entry),
    processes: clearer.processes?.(entry, record, means) ?? [],
  }
  try {
    if (!clearer.isLeft(entry, record, means)) return { ...found, outcome: 'gone' }
    if (isDryRun) return { ...found, outcome: 'planned' }
    const outcome = await clearer.clear(entry, record, means)
    return { ...found, outcome: outcome === 'gone' ? 'gone' : 'cleared' }
  } catch (error) {
    return { ...found, outcome: 'failed', reason: messageOf(error) }
  }
}

/** Ends what carries the session's mark and belongs to no entry: it was started in the very moment of the end. */
export async function clearStrays(
  { session }: SessionRecord,
  means: ClearMeans,
  isDryRun: boolean,
  known: ReadonlySet<number>,
): Promise<Cleared[]> {
  const tree = { mark: { variable: markerVariable(session) } }
  const processes = describeTree(tree, means).filter(({ pid }) => !known.has(pid))
  if (processes.length === 0) return []
  const found = {
    kind: 'stray',
    name: 'strays',
    subject: processes.map(({ command }) => command).join(', '),
  } as const
  if (isDryRun) return [{ ...found, processes, outcome: 'planned' }]
  try {
    await clearTree(tree, means)
    return [{ ...found, processes, outcome: 'cleared' }]
  } catch (error) {
    return [{ ...found, processes, outcome: 'failed', reason: messageOf(error) }]
  }
}

function treeOf({ root, marker, members }: ProcessEntry, { session }: SessionRecord): ProcessTree {
  return { root, members, mark: { variable: markerVariable(session), value: marker } }
}

function describeTree(tree: ProcessTree, { probe }: ClearMeans): FoundProcess[] {
  return describeProcesses([...findMembers(tree, probe).values()], probe)
}

async function clearTree(
  tree: ProcessTree,
  { probe }: ClearMeans,
  options: Omit<EndTreeOptions, 'probe'> = {},
): Promise<void> {
  const { survivors } = await endTree(tree, { probe, ...options })
  if (survivors.length === 0) return
  const names = survivors.map(({ identity, command }) => `${identity.pid} (${command})`)
  throw new Error(`still running: ${names.join(', ')}`)
}

/** Its owner may have begun it: two at the same time would be in each other's way, and only one of them is heard. */
async function runOwed(entry: CommandEntry, { session }: SessionRecord, means: ClearMeans): Promise<void> {
  const { argv, cwd, env, timeoutMs, marker } = entry
  const [file = '', ...args] = argv
  if (!existsSync(cwd)) throw new Error(`the folder ${cwd}, in which it is to run, is gone`)
  const mark = { variable: markerVariable(session), value: marker }
  const { probe, env: base = process.env } = means
  await pollUntil(() => findMembers({ mark }, probe).size === 0, timeoutMs, systemClock)
  await runCommand({ file, args, cwd, env: { ...base, ...env }, mark }, { probe, timeoutMs })
}
