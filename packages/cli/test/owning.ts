import { fileURLToPath } from 'node:url'
import type { ProcessIdentity } from '@watertight/probe'
import { endWithTest, probe, until } from './survivors.ts'
import { tempFolder } from './temp-folder.ts'
import { startProcess } from './watertight.ts'
import type { Running } from './watertight.ts'

/** A server that a run owns, and where the run is recorded. */
export interface OwnedServer {
  readonly run: Running
  readonly identity: ProcessIdentity
  readonly port: number
  /** Leads to the run's record, and to no other. */
  readonly env: NodeJS.ProcessEnv
}

/** Starts a run that owns a server, and lives on or has been killed without a reaper. */
export async function startOwning(how: 'live' | 'killed'): Promise<OwnedServer> {
  const env = isolated()
  const run = startProcess(process.execPath, [pathOf('commands/owning.mjs'), pathOf('suites/node'), how], {
    env,
  })
  await until(() => run.stdout().includes('\n'))
  const [pid = 0, port = 0] = run.stdout().split(' ').map(Number)
  const identity = probe.readProcess(pid)?.identity ?? null
  endWithTest(() => [identity])
  if (identity === null) throw new Error(`The server has ended: ${run.stdout()}`)
  if (how === 'killed') await run.ended
  return { run, identity, port, env }
}

/** An environment in which nothing was ever recorded. */
export function isolated(): NodeJS.ProcessEnv {
  return { XDG_RUNTIME_DIR: tempFolder(), XDG_CACHE_HOME: tempFolder() }
}

function pathOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
