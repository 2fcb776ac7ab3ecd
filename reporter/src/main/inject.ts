import { fileURLToPath } from 'node:url'
import type { Unchecked } from '@watertight/findings'
import { bundled } from '../worker/bundled.ts'
import type { WorkerOptions } from '../worker-options.ts'
import { type AtExit, writeRunnerFile } from './runner-file.ts'
import type { ConfigLike, ProjectLike, VitestLike } from './vitest-types.ts'

const SETUP_FILE = fileURLToPath(bundled('setup'))
const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url))
const PRELOAD_FILE = bundled('preload').href

/**
 * Puts the observer into every project that runs on Node: our set-up file first, the options provided.
 * Arrays are replaced, not changed: projects that extend one another share them.
 */
export function injectIntoProjects(
  vitest: VitestLike,
  options: WorkerOptions,
  atExit: AtExit = (work) => process.once('exit', work),
): Unchecked[] {
  return vitest.projects.flatMap((project) => {
    const why = reasonToLeaveAlone(vitest, project)
    if (why !== null) return [{ what: 'project', where: project.name || 'the project', why }]
    injectIntoProject(vitest, project, options, atExit)
    return []
  })
}

function injectIntoProject(
  vitest: VitestLike,
  project: ProjectLike,
  options: WorkerOptions,
  atExit: AtExit,
): void {
  const { config } = project
  if (config.setupFiles.includes(SETUP_FILE)) return
  config.setupFiles = [SETUP_FILE, ...config.setupFiles]
  allowOurFiles(project)
  if (config.runner !== undefined) config.runner = writeRunnerFile(config.runner, atExit)
  if (config.pool?.startsWith('vm')) addPreload(vitest, config)
  project.provide('watertight', options)
}

/** Where our package is linked from outside of the root, Vite would not serve the set-up file to jsdom and happy-dom. */
function allowOurFiles({ vite }: ProjectLike): void {
  const allowed = vite?.config.server.fs.allow
  if (allowed && !allowed.includes(PACKAGE_FOLDER)) allowed.push(PACKAGE_FOLDER)
}

/**
 * The vm pools copy the exports of Node's modules before any set-up file runs: what wraps them must come with
 * the process. Vitest 4 and 5 take its arguments from the project, 3.2 from the options of the pool.
 */
function addPreload(vitest: VitestLike, config: ConfigLike): void {
  const added = ['--import', PRELOAD_FILE]
  if (Number.parseInt(vitest.version) >= 4) {
    config.execArgv = [...(config.execArgv ?? []), ...added]
    return
  }
  const pools = ((vitest.config as ConfigLike).poolOptions ??= {})
  for (const name of ['vmForks', 'vmThreads']) {
    const pool = (pools[name] ??= {})
    if (!pool.execArgv?.includes(PRELOAD_FILE)) pool.execArgv = [...(pool.execArgv ?? []), ...added]
  }
}

function reasonToLeaveAlone(vitest: VitestLike, { config }: ProjectLike): string | null {
  if (config.browser?.enabled) return 'browser tests do not run in a Node process that could be observed'
  const measures = vitest.config.mode === 'benchmark' || config.mode === 'benchmark'
  return measures ? 'benchmarks are left alone, observing would disturb what they measure' : null
}
