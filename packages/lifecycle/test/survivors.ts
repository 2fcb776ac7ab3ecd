import { createProbe } from '@watertight/probe'
import type { ProcessIdentity, ProcessInfo } from '@watertight/probe'
import { onTestFinished } from 'vitest'
import { listPids } from '../src/processes/list-pids.ts'

const probe = createProbe()

/**
 * A variable that every process of one trial carries, also those that have dropped the rest of their environment
 * when they are given it by hand: what is found by it has survived. It is ended when the test ends.
 */
export interface Trial {
  readonly env: Readonly<Record<string, string>>
  readonly name: string
  /** The living processes of the trial whose command line begins with a text. */
  readonly living: (text?: string) => ProcessInfo[]
}

/** Begins a trial; nothing of it outlives the test. */
export function createTrial(): Trial {
  const name = `trial-${crypto.randomUUID()}`
  const living = (text = ''): ProcessInfo[] =>
    findByText(name).filter(({ command }) => command.startsWith(text))
  onTestFinished(() => living().forEach(({ identity }) => kill(identity)))
  return { name, env: { WATERTIGHT_TRIAL: name }, living }
}

/** Whether a process is still there, by its identity. */
export function isAlive(identity: ProcessIdentity): boolean {
  return probe.isAlive(identity)
}

/** The identity of a process that runs now. */
export function identify(pid: number): ProcessIdentity {
  const info = probe.readProcess(pid)
  if (info === null) throw new Error(`Expected a running process, got the pid ${pid}.`)
  return info.identity
}

function findByText(name: string): ProcessInfo[] {
  const marked = probe.findMarked('WATERTIGHT_TRIAL').processes.filter(({ marker }) => marker === name)
  const named = listPids().flatMap((pid) => {
    const info = pid === process.pid ? null : probe.readProcess(pid)
    return info !== null && info.state !== 'Z' && info.command.includes(name) ? [info] : []
  })
  return [...new Map([...marked, ...named].map((info) => [info.identity.pid, info])).values()]
}

function kill(identity: ProcessIdentity): void {
  try {
    if (probe.isAlive(identity)) process.kill(identity.pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}
