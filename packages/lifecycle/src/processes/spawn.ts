import type { Probe, ProcessIdentity } from '@watertight/probe'
import type { Registry } from '../registry/registry.ts'
import type { NewEntry } from '../session/record.ts'
import type { Session } from '../session/session.ts'
import { awaitReady } from './await-ready.ts'
import { endStarted, killStarted } from './end-started.ts'
import type { OwnedProcess } from './owned-process.ts'
import { createReadiness } from './readiness.ts'
import { checkSpawn } from './spawn-options.ts'
import type { SpawnOptions } from './spawn-options.ts'
import { canBeProved } from './standing.ts'
import { startProcess } from './start.ts'
import type { Ending, StartedProcess } from './start.ts'
import { findMembers, findOrphanedGroup } from './tree.ts'
import type { ProcessTree } from './tree.ts'

/** What owned processes are started with. */
export interface SpawnMeans {
  readonly registry: Registry
  readonly session: Session
  readonly probe: Probe
}

/** Starts a process that is owned, and waits until it is ready; rejects with a `StartError` when it does not get so. */
export async function spawnOwned(
  means: SpawnMeans,
  file: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<OwnedProcess> {
  checkSpawn(file, args, options)
  const { ready, readyTimeoutMs, cwd = process.cwd() } = options
  const printed = { text: (): string => '' }
  const readiness = ready && (await createReadiness(ready, { output: () => printed.text(), cwd }))
  const settle = means.session.open()
  try {
    const mark = means.session.nextMark()
    const env = { ...process.env, ...options.env }
    const started = await startProcess({ ...options, file, args, env, mark }, means.probe)
    printed.text = started.output.text
    const owned = own(means, started, { root: started.info.identity, members: [], mark }, options)
    if (readiness !== undefined) await awaitReady(owned, started, readiness, readyTimeoutMs)
    started.setRef(false)
    return owned
  } finally {
    settle()
  }
}

const GRACE_MS = 5_000
// Longer than it takes to stop the tree for each signal, and than SIGKILL is given after the grace: the tree's own
// ending says more than a deadline.
const SLACK_MS = 20_000

type OwnedTree = Required<ProcessTree> & { members: ProcessTree['members'] }

function own(
  { registry, session, probe }: SpawnMeans,
  started: StartedProcess,
  tree: OwnedTree,
  { graceMs = GRACE_MS, name = started.info.command }: SpawnOptions,
): OwnedProcess {
  const entry = (): NewEntry | null => writeEntry(name, started, tree, graceMs)
  const id = session.hold(entry())
  const hurry = new AbortController()
  const held = registry.add<ProcessTree>({
    name,
    value: tree,
    timeoutMs: graceMs + SLACK_MS,
    release: () => {
      const onMembers = (members: readonly ProcessIdentity[]): void => {
        tree.members = members
        session.change(id, entry())
      }
      return endStarted(started, tree, { probe, graceMs, hurry: hurry.signal, onMembers })
    },
    atExit: () => {
      // The reaper does it better: it can wait.
      if (!session.isWatched()) killStarted(started, tree, { probe })
    },
    kill: () => {
      hurry.abort()
      killStarted(started, tree, { probe })
    },
    onEnd: (isFailed) => session.dropUnless(isFailed, id),
  })
  void started.ended.then(() => {
    if (held.isReleasing()) return
    if (canBeProved(tree.root)) tree.members = findOrphanedGroup(tree.root, probe)
    if (!canBeProved(tree.root) || findMembers(tree, probe).size === 0) held.forget()
    else session.change(id, entry())
  })
  const { release, forget } = held
  return { name, release, forget, [Symbol.asyncDispose]: release, ...describe(started) }
}

/** A record with an entry that proves nothing would be refused as a whole: one child would take all others with it. */
function writeEntry(
  name: string,
  { info }: StartedProcess,
  tree: OwnedTree,
  graceMs: number,
): NewEntry | null {
  if (!canBeProved(info.identity)) return null
  const root = { ...info.identity, command: info.command }
  return { kind: 'process', name, root, marker: tree.mark.value ?? '', members: tree.members, graceMs }
}

function describe(started: StartedProcess): Pick<OwnedProcess, 'pid' | 'identity' | 'ended' | 'output'> {
  const { identity } = started.info
  const ended = (): Promise<Ending> => {
    started.setRef(true)
    return started.ended
  }
  return { pid: identity.pid, identity, ended, output: started.output.text }
}
