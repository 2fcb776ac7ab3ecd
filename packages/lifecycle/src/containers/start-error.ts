import type { Clock } from '../clock.ts'
import type { Engine } from './engine/engine.ts'
import { messageOf } from '../thrown.ts'
import { EngineError, isEngineLost } from './engine/error.ts'
import { removeForGood } from './release.ts'

/** Why a container did not start or did not become ready. */
export class ContainerStartError extends Error {
  override readonly name = 'ContainerStartError'
  /** Its last lines, empty when it printed none or they could not be read. */
  readonly output: string

  constructor(message: string, output: string, options?: ErrorOptions) {
    super(message, options)
    this.output = output
  }
}

/** A container whose start failed. */
export interface FailedStart {
  readonly engine: Engine
  readonly id: string
  readonly name: string
  readonly image: string
  readonly clock: Clock
}

/** Removes a container whose start failed, and gives the error that says why it did. */
export async function abandonStart(
  start: FailedStart,
  cause: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const isUnread = signal?.aborted === true || isEngineLost(cause)
  const output = isUnread ? '' : (await attempt(() => readLastLines(start))).value
  const removal = await attempt(() => removeForGood(start.engine, start.id, start.clock))
  // The caller knows why he gave up.
  if (signal?.aborted && removal.error === null) return cause
  const said = `The container ${start.name} of ${start.image} ${sayCause(cause)}.`
  const shown = output === '' ? '' : `\n  Its last lines:\n${output.replaceAll(/^/gm, '    ')}`
  return new ContainerStartError(`${said}${sayLeft(removal.error)}${shown}`, output, { cause })
}

function sayCause(cause: unknown): string {
  const said = withoutStop(messageOf(cause))
  return cause instanceof EngineError ? `did not start. ${said}` : said
}

function sayLeft(error: unknown): string {
  return error === null
    ? ''
    : ` It could not be removed either (${withoutStop(messageOf(error))}): \`watertight sweep\` removes it when its owner has ended.`
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

async function readLastLines({ engine, id }: FailedStart): Promise<string> {
  return (await engine.tail(id, 20)).trimEnd()
}

async function attempt(work: () => Promise<string>): Promise<{ value: string; error: unknown }> {
  try {
    return { value: await work(), error: null }
  } catch (error) {
    return { value: '', error }
  }
}
