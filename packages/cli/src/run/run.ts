import { randomBytes } from 'node:crypto'
import { isBlind } from '@watertight/lifecycle'
import { createProbe } from '@watertight/probe'
import type { Probe, ProcessInfo } from '@watertight/probe'
import { EXIT } from '../ending.ts'
import type { Ending } from '../ending.ts'
import { writeTo } from '../write.ts'
import { watchContainers } from './containers.ts'
import type { ContainerWatch } from './containers.ts'
import { createContainment } from './contain/containment.ts'
import type { Containment } from './contain/containment.ts'
import { forwardSignals } from './forward-signals.ts'
import type { Forwarding } from './forward-signals.ts'
import type { Origin } from './contain/family.ts'
import { postGuard } from './guard.ts'
import type { Guard } from './guard.ts'
import { judge } from './judge.ts'
import type { Judged } from './judge.ts'
import type { RunOptions } from './options.ts'
import { publish } from './publish.ts'
import { readListening } from './ports.ts'
import type { ListeningPort } from './ports.ts'
import { loadSpawn } from './spawn-command.ts'
import type { SpawnCommand } from './spawn-command.ts'
import { endingOf, startCommand } from './start-command.ts'
import type { CommandEnd, StartedCommand } from './start-command.ts'
import { prepareTimeline } from './timeline.ts'
import { watchCommand } from './watch.ts'

/** Runs a command, ends what it leaves behind, says so, and says how this process is to end. */
export async function run(words: readonly string[], options: RunOptions): Promise<Ending> {
  const probe = createProbe()
  const containers = watchContainers()
  // Before there is a cgroup, because it must not be born inside; where nobody can be proved, it could end nobody.
  const guard = options.keep === true || isBlind(probe) ? null : postGuard()
  const [spawn] = await Promise.all([loadSpawn(), containers.ready, prepareTimeline()])
  // After all that is waited for: what others open meanwhile is not the command's.
  const before = readListening(probe)
  const session = randomBytes(8).toString('hex')
  const containment = createContainment({ session, probe, cgroup: options.cgroup })
  const forwarding = forwardSignals()
  try {
    const run: Run = { words, options, spawn, probe, before, containers, containment, forwarding }
    instruct(guard, run)
    return await startAndAttend(run)
  } finally {
    forwarding.stop()
    await containment.close()
    guard?.dismiss()
  }
}

/** All that one run is made of. */
export interface Run {
  readonly words: readonly string[]
  readonly options: RunOptions
  readonly spawn: SpawnCommand
  readonly probe: Probe
  /** Who listened before the command was started. */
  readonly before: ReadonlyMap<string, ListeningPort>
  readonly containers: ContainerWatch
  readonly containment: Containment
  readonly forwarding: Forwarding
}

async function startAndAttend(run: Run): Promise<Ending> {
  const started = startCommand(run.words, run.containment, run.spawn)
  run.forwarding.to(started.child)
  const command = readCommand(started, run.words, run.probe)
  if (command === null) return failedToStart(run.words, await started.ended)
  return attend(command, started, run)
}

async function attend(command: ProcessInfo, { ended }: StartedCommand, run: Run): Promise<Ending> {
  const startedAt = new Date()
  const startedMs = performance.now()
  const origin = originOf(command, run.probe)
  const watch = watchCommand(command, run.containment, run.probe)
  const end = await ended
  const hurry = new AbortController()
  run.forwarding.release(() => hurry.abort())
  const durationMs = performance.now() - startedMs
  const hasLeaked = await unlessFailing(async () => {
    const samples = await watch.stop()
    const judged = await judge(run, { command, origin, recorder: watch.recorder, hurry: hurry.signal })
    publish(run, { ...judged, command, startedAt, durationMs, samples, end })
    return hasLeaks(judged, run.options)
  })
  return conclude(end, hasLeaked, run.forwarding.stop())
}

function originOf({ identity }: ProcessInfo, probe: Probe): Origin {
  return { session: probe.readProcess(process.pid)?.session ?? null, startTicks: identity.startTicks }
}

/** Nobody can act on our death where it cannot be told. */
function instruct(guard: Guard | null, { containment, options, probe }: Run): void {
  const own = probe.readProcess(process.pid)
  if (own === null) return
  const { handle } = containment
  const origin = originOf(own, probe)
  guard?.instruct({ handle, origin, owner: own.identity, allow: options.allow ?? [], grace: options.grace })
}

/** Containers count for those who have said that whatever was started meanwhile is the command's. */
function hasLeaks({ findings, containers }: Judged, options: RunOptions): boolean {
  if (options.containers === 'remove' && containers.length > 0) return true
  return findings.some(({ level }) => level === 'fail')
}

/** A failure of ours is said, and the command's own end stands. */
async function unlessFailing(judging: () => Promise<boolean>): Promise<boolean> {
  try {
    return await judging()
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    writeTo('stderr', `watertight: what the command left could not be checked: ${why}\n`)
    return false
  }
}

/** Whoever interrupted us while we tidied up wants to see that it was done; else the command's own end comes first. */
function conclude(end: CommandEnd, hasLeaked: boolean, late: NodeJS.Signals | null): Ending {
  const own = endingOf(end)
  if ('signal' in own || own.code !== EXIT.success) return own
  if (late !== null) return { signal: late }
  return { code: hasLeaked ? EXIT.failure : EXIT.success }
}

function readCommand({ child }: StartedCommand, words: readonly string[], probe: Probe): ProcessInfo | null {
  if (child.pid === undefined) return null
  const info = probe.readProcess(child.pid)
  return info ?? unread(child.pid, words)
}

/** Where a process cannot be read, no identity is proved, and nothing will be signalled. */
function unread(pid: number, words: readonly string[]): ProcessInfo {
  const identity = { pid, startTicks: 0, bootId: '' }
  return { identity, ppid: process.pid, pgrp: 0, session: 0, state: 'S', command: words.join(' ') }
}

function failedToStart([file = '']: readonly string[], end: CommandEnd): Ending {
  const why =
    end.error?.code === 'ENOENT' ? 'there is no such command' : (end.error?.message ?? 'unknown reason')
  writeTo('stderr', `watertight: \`${file}\` could not be started: ${why}.\n`)
  return endingOf(end)
}
