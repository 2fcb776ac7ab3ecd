import { relativePath } from '@watertight/findings'
import type { Unchecked } from '@watertight/findings'
import { recordOf } from './collect.ts'
import type { SpecificationLike, TestModuleLike } from './vitest-types.ts'

/** How a run ended, as Vitest tells its reporters. */
export interface RunEnd {
  readonly state: string
  /** Those that no test owns. */
  readonly errors: number
  /** What was to run; empty where the run was one of several shards. */
  readonly specifications: readonly SpecificationLike[]
  readonly root: string
}

/**
 * What was to run and did not: an interrupted run, and files whose worker ended before them. A file that a filter or
 * `skip` leaves out is not among them, nor is an error of a run all of whose files were judged.
 */
export function neverStarted(modules: readonly TestModuleLike[], end: RunEnd): Unchecked[] {
  const waiting = [...queuedIn(modules), ...(end.errors > 0 ? lostOf(end, modules) : [])]
  if (end.state === 'interrupted')
    return [{ what: 'run', why: `it was interrupted${sayCount(waiting.length)}` }]
  return waiting.map((where) => ({ what: 'file', where, why: 'it never started' }))
}

/** Vitest leaves in this mode what no worker came to. */
function queuedIn(modules: readonly TestModuleLike[]): string[] {
  return modules
    .filter((module) => module.task.mode === 'queued' && recordOf(module) === undefined)
    .map(({ task }) => task.name)
}

/** Files of which Vitest has no module at all, because their worker could not be started. */
function lostOf({ specifications, root }: RunEnd, modules: readonly TestModuleLike[]): string[] {
  const paths = new Set(modules.map(({ task }) => task.filepath))
  return specifications
    .filter(({ moduleId }) => !paths.has(moduleId))
    .map(({ moduleId }) => relativePath(moduleId, root))
}

function sayCount(files: number): string {
  if (files === 0) return ''
  return files === 1 ? ' before 1 file started' : ` before ${files} files started`
}
