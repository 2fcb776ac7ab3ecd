import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export interface ProcessRequest {
  readonly command: string
  readonly args: readonly string[]
  /** Absolute. */
  readonly cwd: string
  /** Added to a clean environment; `undefined` removes. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The process group is killed after this. */
  readonly timeoutMs?: number
}

export interface ProcessResult {
  readonly exitCode: number
  /** Without colours. */
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a command in a process group of its own and kills what is left of the group when it ends.
 * Throws when the time-out passes, with the end of what was printed.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const folder = mkdtempSync(join(tmpdir(), 'watertight-run-'))
  // Files and not pipes: a leaked child keeps a pipe open, and the end of the output would never come.
  const [out, err] = [join(folder, 'stdout'), join(folder, 'stderr')]
  try {
    const exitCode = await runInGroup(request, out, err)
    return { exitCode, stdout: readPlain(out), stderr: readPlain(err) }
  } catch (cause) {
    throw new Error(`${commandLine(request)}: ${messageOf(cause)}\n${tail(out)}\n${tail(err)}`, { cause })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runInGroup(request: ProcessRequest, out: string, err: string): Promise<number> {
  const files = [openSync(out, 'w'), openSync(err, 'w')]
  try {
    const child = spawn(request.command, request.args, {
      cwd: request.cwd,
      env: cleanEnv(request.env),
      stdio: ['ignore', ...files],
      detached: true,
    })
    return await ended(child, request.timeoutMs ?? 300_000)
  } finally {
    for (const file of files) closeSync(file)
  }
}

function ended(child: ChildProcess, timeoutMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      killGroup(child)
      reject(new Error(`did not end within ${timeoutMs} ms`))
    }, timeoutMs)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(timer)
      killGroup(child)
      resolve(code ?? 1)
    })
  })
}

// Called while the leader lives or at its very exit: as long as a member is left, the kernel gives the number of
// the group to nobody else, and without members the signal goes nowhere.
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody is left in the group.
  }
}

/** The environment without what the outer run, itself a Vitest, and a CI put into it: that would change the inner one. */
export function cleanEnv(extra: ProcessRequest['env'] = {}): NodeJS.ProcessEnv {
  const foreign =
    /^(VITEST|WATERTIGHT|VITE_|JEST_|npm_(package|lifecycle|command)|GITHUB_|NODE_(ENV|OPTIONS|V8_COVERAGE)$|(TEST|CI|DEV|PROD|SSR|MODE|BASE_URL|FORCE_COLOR)$)/
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(own), NO_COLOR: '1', ...extra }
}

function readPlain(path: string): string {
  return stripVTControlCharacters(readFileSync(path, 'utf8'))
}

function tail(path: string): string {
  return readPlain(path).split('\n').slice(-40).join('\n')
}

function commandLine({ command, args }: ProcessRequest): string {
  return [command, ...args].join(' ')
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
