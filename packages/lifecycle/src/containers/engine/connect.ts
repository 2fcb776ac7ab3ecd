import { engineAddresses } from './address.ts'
import type { EngineAddress, EngineEnvironment } from './address.ts'
import { createEngine } from './create-engine.ts'
import type { Engine } from './engine.ts'
import { messageOf } from '../../thrown.ts'
import { EngineError } from './error.ts'
import { negotiateVersion } from './version.ts'

/** Where an engine is looked for. */
export interface ConnectOptions {
  /** Where DOCKER_HOST, XDG_RUNTIME_DIR and HOME are read; `process.env` by default. */
  readonly env?: EngineEnvironment
  /** These addresses instead of those that the environment leads to. */
  readonly addresses?: readonly EngineAddress[]
  /** How long one address may take to answer, in ms; 5,000 by default. */
  readonly timeoutMs?: number
  /** The caller's wish to stop looking; its reason is then thrown. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Finds the container engine that answers first. Nothing stays open: each request makes its own connection.
 * Rejects with an `EngineError` that names every address that was tried.
 */
export async function connectEngine(options: ConnectOptions = {}): Promise<Engine> {
  const { env = process.env, addresses = engineAddresses(env), timeoutMs = 5_000, signal } = options
  const failures: unknown[] = []
  for (const address of addresses) {
    try {
      return createEngine(address, await negotiateVersion(address, { timeoutMs, signal }))
    } catch (error) {
      signal?.throwIfAborted()
      failures.push(error)
    }
  }
  throw summarise(failures)
}

// The table of causes has a remedy for each; the first that fits is said.
const REMEDIES: readonly { isMeant: (said: string) => boolean; remedy: string }[] = [
  {
    isMeant: (said) => said.includes('EACCES'),
    remedy:
      'This user may not open its socket: add the user to the group `docker`, or use a rootless engine.',
  },
  { isMeant: () => true, remedy: 'Start Docker or Podman, or say in DOCKER_HOST where it answers.' },
]

function summarise(failures: readonly unknown[]): EngineError {
  const said = failures.map(messageOf).join('\n  ')
  const remedy = REMEDIES.find(({ isMeant }) => isMeant(said))?.remedy ?? ''
  const [first] = failures
  const failure = failures.length === 1 && first instanceof EngineError ? first.failure : 'absent'
  return new EngineError(failure, `No container engine answers. ${remedy}\n  ${said}`, { cause: first })
}
