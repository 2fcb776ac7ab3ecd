import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Finding, Report } from '@watertight/findings'
import { marked } from './survivors.ts'
import { tempFolder } from './temp-folder.ts'

/** The built command. */
export const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

/** A `watertight` that has ended. */
export interface Ended {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A `watertight` that runs, in a process group of its own. */
export interface Running {
  readonly child: ChildProcess
  readonly pid: number
  readonly stdout: () => string
  readonly ended: Promise<Ended>
}

// The containers of a machine are everybody's, also those of a test beside this one.
const NO_ENGINE = { DOCKER_HOST: 'unix:///nowhere/docker.sock' }

interface StartOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** Starts `watertight`; whatever is left of it is ended with the test. */
export function startWatertight(args: readonly string[], options: StartOptions = {}): Running {
  return startProcess(process.execPath, [BIN, ...args], options)
}

const TERMINAL = fileURLToPath(new URL('terminal.py', import.meta.url))

/** The same in a terminal of its own, where what is written to standard input is typed. */
export function startInTerminal(args: readonly string[], options: StartOptions = {}): Running {
  return startProcess('python3', [TERMINAL, process.execPath, BIN, ...args], options)
}

/** The same for any program. */
export function startProcess(
  file: string,
  args: readonly string[],
  { cwd, env }: StartOptions = {},
): Running {
  const child = spawn(file, args, {
    detached: true,
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...marked(), NO_COLOR: '1', ...NO_ENGINE, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const ended = once(child, 'close').then(([exitCode, signal]: unknown[]) => ({
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout: stdout(),
    stderr: stderr(),
  }))
  return { child, pid: child.pid ?? 0, stdout, ended }
}

/** Runs `watertight` to its end. */
export async function watertight(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  const running = startWatertight(args, options)
  running.child.stdin?.end()
  return running.ended
}

/** A run with its report. */
export interface Reported extends Ended {
  readonly report: Report
  /** What fails. */
  readonly findings: readonly Finding[]
  /** Ports of whom nobody knows whose they are; other programs of the machine may have opened them. */
  readonly warnings: readonly Finding[]
}

/** Runs a command under `watertight run`, and reads the report. */
export async function runReported(
  options: readonly string[],
  command: readonly string[],
  start: StartOptions = {},
): Promise<Reported> {
  const file = join(tempFolder(), 'report.json')
  const ended = await watertight(['run', ...options, '--report', file, '--', ...command], start)
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  const all = report.files.flatMap(({ findings }) => findings)
  const findings = all.filter(({ level }) => level === 'fail')
  return { ...ended, report, findings, warnings: all.filter(({ level }) => level === 'warn') }
}

/** Whether this system lets `watertight run` make a cgroup. */
export const HAS_CGROUP = spawnSync(process.execPath, [BIN, 'run', '--json', '--', 'true'], {
  encoding: 'utf8',
}).stdout.includes('"containment":"cgroup"')

/** For a command that leaves nothing: however busy the machine is, what it has told to end gets the time to do so. */
export const UNTIL_ENDED = ['--settle', '60000'] as const

/** Ways to tell processes from others, with the options that choose them. */
export const CONTAINMENTS = [
  { kind: 'cgroup', options: [] },
  { kind: 'marker', options: ['--no-cgroup'] },
] as const

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: string[] = []
  stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  return () => chunks.join('')
}
