import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { UsageError } from '../usage-error.ts'
import type { Answer, ConfirmRound, Request, ShownFile } from './protocol.ts'

/** The project's own Vitest, in a process of its own. */
export interface Project extends AsyncDisposable {
  run(round: ConfirmRound, onFile: (path: string) => void): Promise<readonly ShownFile[]>
}

/** Why the tests of a project could not be run. */
export class ProjectError extends Error {
  override readonly name = 'ProjectError'
}

/** Starts the Vitest of a project. Throws a `UsageError` where our reporter is not installed there. */
export async function openProject(root: string, config: string | undefined): Promise<Project> {
  const child = fork(findHost(root), {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const printed = [child.stdout, child.stderr].map(keepEnd)
  const ask = (request: Request, onFile?: (path: string) => void) => askChild(child, request, printed, onFile)
  const project: Project = {
    run: async (round, onFile) => {
      const answer = await ask({ type: 'round', round }, onFile)
      return answer.type === 'shown' ? answer.files : []
    },
    [Symbol.asyncDispose]: () => end(child),
  }
  try {
    await ask({ type: 'open', root, ...(config === undefined ? {} : { config }) })
    return project
  } catch (error) {
    await end(child)
    throw error
  }
}

function findHost(root: string): string {
  try {
    return createRequire(join(root, 'package.json')).resolve('@watertight/vitest/confirm')
  } catch (cause) {
    throw new UsageError(
      `Expected \`@watertight/vitest\` of this version to be installed in ${root}, where its tests are run. \`--root\` names another folder.`,
      { cause },
    )
  }
}

/** The wishes of whoever runs us are not those of the runs that confirm. */
function environment(): NodeJS.ProcessEnv {
  const { WATERTIGHT: _mode, WATERTIGHT_UPDATE: _update, ...env } = process.env
  return env
}

async function askChild(
  child: ChildProcess,
  request: Request,
  printed: readonly (() => string)[],
  onFile?: (path: string) => void,
): Promise<Answer> {
  const over = new AbortController()
  const { signal } = over
  try {
    child.send(request)
    return await Promise.race([answerOf(child, signal, onFile), diedEarly(child, printed, signal)])
  } finally {
    over.abort()
  }
}

function answerOf(
  child: ChildProcess,
  signal: AbortSignal,
  onFile?: (path: string) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const hear = (answer: Answer) => {
      if (answer.type === 'progress') onFile?.(answer.path)
      else if (answer.type === 'failed') reject(new ProjectError(answer.why))
      else resolve(answer)
    }
    child.on('message', hear)
    signal.addEventListener('abort', () => child.off('message', hear), { once: true })
  })
}

async function diedEarly(
  child: ChildProcess,
  printed: readonly (() => string)[],
  signal: AbortSignal,
): Promise<never> {
  const [code, killedBy] = await exitOf(child, signal)
  const tail = printed.map((read) => read().trim()).filter((text) => text !== '')
  throw new ProjectError(
    [`Vitest ended early (${killedBy ?? `exit code ${String(code)}`}).`, ...tail].join('\n'),
  )
}

async function exitOf(child: ChildProcess, signal: AbortSignal): Promise<[number | null, string | null]> {
  if (child.exitCode !== null || child.signalCode !== null) return [child.exitCode, child.signalCode]
  try {
    return (await once(child, 'exit', { signal })) as [number | null, string | null]
  } catch (cause) {
    throw new ProjectError(`Vitest could not be reached: ${(cause as Error).message}`, { cause })
  }
}

/** What Vitest prints is shown only where it cannot go on. */
function keepEnd(stream: Readable | null): () => string {
  let text = ''
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text = `${text}${chunk}`.slice(-KEPT)
  })
  return () => text
}

const KEPT = 4000

/** Nobody else holds the end of the channel: without it the process goes. */
async function end(child: ChildProcess): Promise<void> {
  const ended = child.exitCode !== null || child.signalCode !== null ? null : once(child, 'exit')
  if (child.connected) child.disconnect()
  await ended
  // What the tests left running may hold their other ends.
  child.stdout?.destroy()
  child.stderr?.destroy()
}
