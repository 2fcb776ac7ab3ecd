import { expectMet, expectOptions, fields, milliseconds, text, texts } from '../expect.ts'
import type { Expectations } from '../expect.ts'
import type { Releasable } from '../registry/owned.ts'
import { recordedEnvironment } from '../session/environment.ts'
import { killTree } from './end-tree.ts'
import { runCommand } from './run-command.ts'
import type { SpawnMeans } from './spawn.ts'

/** Where an owed command runs, and how long it may take. */
export interface CommandOptions {
  /** The current folder by default. */
  readonly cwd?: string
  /**
   * Added to the environment. Only these and a few well-known variables (PATH, HOME, DOCKER_HOST, …) are written down
   * for `watertight sweep`.
   */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Time for the command, in ms; 60,000 by default. */
  readonly timeoutMs?: number
}

const OPTIONS: Expectations = { cwd: text, env: fields, timeoutMs: milliseconds }
const TIMEOUT_MS = 60_000
// The command's own end, and what it printed, says more than a deadline.
const SLACK_MS = 20_000

/** Owes a command: releasing it runs it. One that fails stays owed. */
export function ownCommand(
  { registry, session, probe }: SpawnMeans,
  name: string,
  argv: readonly string[],
  options: CommandOptions,
): Releasable {
  expectMet('name', name, text)
  expectMet('argv', argv, texts)
  expectMet('argv[0]', argv[0], text)
  expectOptions(options, OPTIONS)
  const { cwd = process.cwd(), env, timeoutMs = TIMEOUT_MS } = options
  const [file = '', ...args] = argv
  const mark = session.nextMark()
  const id = session.hold({
    kind: 'command',
    name,
    argv: [...argv],
    cwd,
    env: recordedEnvironment(env),
    timeoutMs,
    marker: mark.value,
  })
  const hurry = new AbortController()
  const run = (): Promise<void> => {
    const command = { file, args, cwd, env: { ...process.env, ...env }, mark }
    return runCommand(command, { probe, timeoutMs, hurry: hurry.signal })
  }
  return registry.add({
    name,
    value: argv,
    timeoutMs: timeoutMs + SLACK_MS,
    release: run,
    // The reaper runs it: nothing can be awaited any more.
    atExit: () => undefined,
    kill: () => {
      hurry.abort()
      killTree({ mark }, { probe })
    },
    onEnd: (isFailed) => session.dropUnless(isFailed, id),
  })
}
