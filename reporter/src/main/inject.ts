import { fileURLToPath } from 'node:url'
import type { Unchecked } from '@watertight/findings'
import type { WorkerOptions } from '../worker-options.ts'
import type { ProjectLike, VitestLike } from './vitest-types.ts'

const SETUP_FILE = fileURLToPath(new URL('../worker/setup.js', import.meta.url))
const RUNNER_FILE = fileURLToPath(new URL('../worker/runner.js', import.meta.url))

/**
 * Puts the observer into every project that runs on Node: our set-up file first, the options provided.
 * The array is replaced, not changed: projects that extend one another share it.
 */
export function injectIntoProjects(vitest: VitestLike, options: WorkerOptions): Unchecked[] {
  return vitest.projects.flatMap(project => {
    const why = reasonToLeaveAlone(vitest, project)
    if (why !== null) return [{ what: 'project', where: project.name || 'the project', why }]
    injectIntoProject(project, options)
    return []
  })
}

function injectIntoProject(project: ProjectLike, options: WorkerOptions): void {
  const { config } = project
  if (!config.setupFiles.includes(SETUP_FILE)) config.setupFiles = [SETUP_FILE, ...config.setupFiles]
  const { runner } = config
  const ownRunner = runner !== undefined && runner !== RUNNER_FILE ? { runner } : {}
  if (runner !== undefined) config.runner = RUNNER_FILE
  project.provide('watertight', { ...options, ...ownRunner })
}

function reasonToLeaveAlone(vitest: VitestLike, { config }: ProjectLike): string | null {
  if (config.browser?.enabled) return 'browser tests do not run in a Node process that could be observed'
  return vitest.config.mode === 'benchmark' || config.mode === 'benchmark' ? 'benchmarks are left alone, measuring would disturb them' : null
}
