import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Ending } from '../ending.ts'
import { EXIT } from '../ending.ts'
import type { Containment } from './contain/containment.ts'
import type { SpawnCommand } from './spawn-command.ts'

/** A command that runs, or could not be started. */
export interface StartedCommand {
  readonly child: ChildProcess
  readonly ended: Promise<CommandEnd>
}

/** How a command ended. */
export interface CommandEnd {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** Why it could not be started. */
  readonly error?: NodeJS.ErrnoException
}

/**
 * Starts a command in our own process group, with our terminal: it stays in the foreground, where it may read and where
 * Ctrl+C reaches it.
 */
export function startCommand(
  words: readonly string[],
  containment: Containment,
  spawn: SpawnCommand,
): StartedCommand {
  const [file = '', ...args] = words
  const env = { ...process.env, ...containment.environment }
  const child = containment.start(() => spawn(file, args, { stdio: stdioOf(containment.descriptors), env }))
  return { child, ended: endOf(child) }
}

/** How this process ends because the command ended so. */
export function endingOf({ exitCode, signal, error }: CommandEnd): Ending {
  if (error !== undefined) return { code: error.code === 'ENOENT' ? EXIT.notFound : EXIT.notExecutable }
  return signal === null ? { code: exitCode ?? EXIT.failure } : { signal }
}

// From 3 on, what is ignored is left closed, and not opened to /dev/null as 0 to 2 are.
function stdioOf(descriptors: ReadonlyMap<number, number>) {
  const last = Math.max(2, ...descriptors.keys())
  return Array.from({ length: last + 1 }, (_, fd) =>
    fd <= 2 ? 'inherit' : (descriptors.get(fd) ?? 'ignore'),
  )
}

async function endOf(child: ChildProcess): Promise<CommandEnd> {
  try {
    const [exitCode, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return { exitCode, signal }
  } catch (error) {
    return { exitCode: null, signal: null, error: error as NodeJS.ErrnoException }
  }
}
