import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProcessIdentity } from '@watertight/probe'
import { expect, onTestFinished } from 'vitest'
import { listSessions } from '../../src/index.ts'
import { tempDir } from '../lifecycle-for-test.ts'
import { createTrial, identify, isAlive } from '../survivors.ts'
import type { Trial } from '../survivors.ts'

/** What the runs of one test have in common, and what is left of them. */
export interface Ground {
  readonly trial: Trial
  readonly directory: string
  readonly env: NodeJS.ProcessEnv
  /** Starts a program in a session of its own, and waits for a line that it prints. */
  readonly start: (argv: readonly string[], line?: string, env?: NodeJS.ProcessEnv) => Promise<Run>
  /** What the owed command wrote, by how often it ran. */
  readonly timesDestroyed: () => number
  /** Waits until nothing is left of the trial, its records and its reapers; fails with what still is. */
  readonly expectNothingLeft: () => Promise<void>
  readonly reapers: () => ProcessIdentity[]
}

/** A program that was started. */
export interface Run {
  readonly pid: number
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly exitCode: number | null; readonly signal: string | null }>
  readonly output: () => string
  readonly waitFor: (line: string) => Promise<void>
}

/** The arguments of Node that start a program of this folder. */
export function program(name: string, ...args: string[]): string[] {
  return [process.execPath, fileURLToPath(new URL(name, import.meta.url)), ...args]
}

/** Prepares a place for runs; whatever they leave is ended with the test. */
export function prepare(): Ground {
  const trial = createTrial()
  const folder = tempDir()
  const directory = join(folder, 'watertight', 'sessions')
  const trace = join(folder, 'trace')
  mkdirSync(join(folder, 'home'))
  const env = { ...trial.env, XDG_RUNTIME_DIR: folder, HOME: join(folder, 'home'), TRACE: trace }
  const known = new Map<number, ProcessIdentity>()
  const reapers = (): ProcessIdentity[] => {
    for (const session of listSessions({ directories: [directory] })) {
      const reaper = 'record' in session ? session.record.reaper : null
      if (reaper !== null) known.set(reaper.pid, reaper)
    }
    return [...known.values()].filter(isAlive)
  }
  onTestFinished(() => reapers().forEach(({ pid }) => process.kill(pid, 'SIGKILL')))
  const left = (): unknown => ({
    processes: trial.living().map(({ identity, command }) => `${identity.pid} ${command}`),
    records: existsSync(directory) ? readdirSync(directory) : [],
    reapers: reapers().map(({ pid }) => pid),
  })
  return {
    trial,
    directory,
    env,
    start: (argv, line = 'ready', more = {}) => start(argv, line, { ...env, ...more }, reapers),
    timesDestroyed: () => (existsSync(trace) ? readFileSync(trace, 'utf8').split('\n').length - 1 : 0),
    expectNothingLeft: () =>
      expect.poll(left, { interval: 20 }).toEqual({ processes: [], records: [], reapers: [] }),
    reapers,
  }
}

async function start(
  argv: readonly string[],
  line: string,
  env: NodeJS.ProcessEnv,
  noteReapers: () => unknown,
): Promise<Run> {
  const [file = '', ...args] = argv
  const child = spawn(file, args, {
    detached: true,
    env: { ...process.env, VITEST: undefined, NODE_OPTIONS: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = new Promise<{ exitCode: number | null; signal: string | null }>((done) => {
    child.once('close', (exitCode, signal) => done({ exitCode, signal }))
  })
  const run: Run = {
    pid: child.pid ?? 0,
    child,
    ended,
    output: () => output,
    waitFor: (text) => expect.poll(() => output, { interval: 5 }).toContain(text),
  }
  const identity = identify(run.pid)
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    if (isAlive(identity)) process.kill(run.pid, 'SIGKILL')
    await exited
    // What it started may still hold the other ends.
    for (const stream of [child.stdout, child.stderr]) stream.destroy()
  })
  await run.waitFor(line)
  noteReapers()
  return run
}
