import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { Probe, ProcessInfo } from '@watertight/probe'
import { systemClock } from '../clock.ts'
import { createOutputTail } from './output-tail.ts'
import type { OutputTail } from './output-tail.ts'
import type { Mark } from './tree.ts'

/** A command, and where it runs. */
export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly mark: Required<Mark>
  /** Characters of output that are kept. */
  readonly outputLimit?: number
  /** Called with what it prints, as it prints it. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void
}

/** How a process ended: one of the two is `null`. */
export interface Ending {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
}

/** A process that was started as the leader of a group and session of its own. */
export interface StartedProcess {
  readonly child: ChildProcess
  readonly info: ProcessInfo
  readonly output: OutputTail
  /** When it has ended; what came from it may still run. */
  readonly ended: Promise<Ending>
  /** When what it had printed until its end has been read, as far as that comes at once. */
  readonly drained: () => Promise<void>
  /** Whether it keeps this process alive: it does until told otherwise. */
  readonly setRef: (isKept: boolean) => void
}

const OUTPUT_LIMIT = 64 * 1024
// It is in the pipes when the process ends; a daemon that it started may hold them open for ever.
const DRAIN_MS = 200

/** Starts a command with the mark in its environment; throws when it cannot be started. */
export async function startProcess(command: Command, probe: Probe): Promise<StartedProcess> {
  const { file, args, cwd, env, mark, outputLimit = OUTPUT_LIMIT } = command
  const child = spawn(file, [...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...env, [mark.variable]: mark.value },
    // A group of its own can be ended as one, and does not get the terminal's Ctrl+C: that is for us to hand on.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  const ended = new Promise<Ending>((done) => {
    child.once('exit', (exitCode, signal) => done({ exitCode, signal }))
  })
  const closed = new Promise<void>((done) => void child.once('close', () => done()))
  if (child.pid === undefined) throw await startFailure(child, file, cwd)
  // Read before Node can have waited for it: until then even an ended child is a zombie with its identity.
  const info = probe.readProcess(child.pid) ?? unreadable(child.pid, [file, ...args])
  const output = createOutputTail(outputLimit)
  collect(child, output, command.onOutput)
  const drained = (): Promise<void> => Promise.race([closed, systemClock.sleep(DRAIN_MS)])
  return { child, info, output, ended, drained, setRef: (isKept) => setRef(child, isKept) }
}

async function startFailure(child: ChildProcess, file: string, cwd: string | undefined): Promise<Error> {
  const [cause] = (await once(child, 'error')) as [Error]
  const where = cwd === undefined ? '' : ` in ${cwd}`
  return new Error(`"${file}" could not be started${where}: ${cause.message}`, { cause })
}

function collect(child: ChildProcess, output: OutputTail, onOutput: Command['onOutput']): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      output.add(text)
      onOutput?.(text, stream)
    })
  }
}

function setRef(child: ChildProcess, isKept: boolean): void {
  for (const handle of [child, child.stdout as Socket | null, child.stderr as Socket | null]) {
    if (isKept) handle?.ref()
    else handle?.unref()
  }
}

// Without /proc and ps nothing proves it later, and it is only ended through its handle.
function unreadable(pid: number, argv: readonly string[]): ProcessInfo {
  const identity = { pid, startTicks: 0, bootId: '' }
  return { identity, ppid: process.pid, pgrp: pid, session: pid, state: '?', command: argv.join(' ') }
}
