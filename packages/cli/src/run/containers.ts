import type { StartedContainer, Unchecked } from '@watertight/findings'
import { connectEngine, EngineError, removeForGood, systemClock } from '@watertight/lifecycle'
import type { ContainerSummary, Engine } from '@watertight/lifecycle'
import type { RunOptions } from './options.ts'

/** Compares the containers of the machine's engine before and after a command. */
export interface ContainerWatch {
  /** When those that are there now are known, or it is known that nobody can be asked: before that no command is to start. */
  readonly ready: Promise<void>
  /** What was started meanwhile and is still there, by whomever; removed if that was asked for. */
  readonly finish: (options: Pick<RunOptions, 'containers' | 'settle'>) => Promise<SeenContainers>
}

/** Containers that were started meanwhile, and what could not be asked. */
interface SeenContainers {
  readonly containers: readonly StartedContainer[]
  readonly unchecked: readonly Unchecked[]
}

/**
 * Begins to list the containers that are there now. One that was made before they are listed is taken for an older one:
 * who cannot be told apart is spared.
 */
export function watchContainers(): ContainerWatch {
  const before = listNow().catch((error: unknown) => error)
  return {
    ready: before.then(() => undefined),
    async finish(options) {
      const listed = await before
      if (!isListed(listed)) return { containers: [], unchecked: uncheckedOf(listed) }
      try {
        return await compare(listed, options)
      } catch (error) {
        return { containers: [], unchecked: uncheckedOf(error) }
      }
    },
  }
}

interface Listed {
  readonly engine: Engine
  readonly ids: ReadonlySet<string>
}

/**
 * An engine of this machine answers within milliseconds. This is for all addresses and all that is asked there, because
 * the command waits for it.
 */
const READY_MS = 1_000

async function listNow(): Promise<Listed> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(tooSlow()), READY_MS)
  try {
    const engine = await connectEngine({ signal: late.signal })
    return { engine, ids: new Set((await engine.list([], late.signal)).map(({ id }) => id)) }
  } finally {
    clearTimeout(timer)
  }
}

function tooSlow(): EngineError {
  const said = `No container engine said within ${READY_MS} ms what is there, and the command was not to wait longer.`
  return new EngineError('slow', said)
}

function isListed(listed: unknown): listed is Listed {
  return typeof listed === 'object' && listed !== null && 'ids' in listed
}

async function compare(
  { engine, ids }: Listed,
  { containers: policy, settle }: Pick<RunOptions, 'containers' | 'settle'>,
): Promise<SeenContainers> {
  const deadline = systemClock.now() + settle
  let started = await listStarted(engine, ids)
  // Those of `docker run --rm` take a moment to go.
  while (started.length > 0 && systemClock.now() < deadline) {
    await systemClock.sleep(PAUSE_MS)
    started = await listStarted(engine, ids)
  }
  const problems = policy === 'remove' ? await removeAll(engine, started) : new Map<string, string | null>()
  return {
    containers: started.map(({ id, name, image }) => ({
      id,
      name,
      image,
      removed: problems.get(id) === null,
    })),
    unchecked: [...problems.values()]
      .filter((why) => why !== null)
      .map((why) => ({ what: 'containers', why })),
  }
}

const PAUSE_MS = 50

async function listStarted(engine: Engine, ids: ReadonlySet<string>): Promise<ContainerSummary[]> {
  return (await engine.list()).filter(({ id, state }) => !ids.has(id) && state !== 'removing')
}

/** Why each could not be removed; `null` when it was, or was gone already. */
async function removeAll(
  engine: Engine,
  containers: readonly ContainerSummary[],
): Promise<ReadonlyMap<string, string | null>> {
  const problems = containers.map(async ({ id }): Promise<[string, string | null]> => {
    try {
      await removeForGood(engine, id)
      return [id, null]
    } catch (error) {
      return [id, sayWhy(error)]
    }
  })
  return new Map(await Promise.all(problems))
}

/** Where no engine answers, there is nothing to check. */
function uncheckedOf(error: unknown): Unchecked[] {
  if (error instanceof EngineError && error.failure === 'absent') return []
  return [{ what: 'containers', why: sayWhy(error) }]
}

function sayWhy(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
