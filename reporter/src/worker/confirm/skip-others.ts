import type { TaskLike } from '../verdict.ts'

/** Leaves only the named tests, and those of named suites, to run. Answers whether any is left. */
export function skipOthers(
  suite: TaskLike,
  names: ReadonlySet<string> | null,
  path: readonly string[] = [],
): boolean {
  if (names === null) return true
  let any = false
  for (const task of suite.tasks ?? []) {
    const full = [...path, task.name]
    const isMeant = names.has(full.join(' > '))
    const runs = task.type === 'suite' ? skipOthers(task, isMeant ? null : names, full) : isMeant
    if (!runs) task.mode = 'skip'
    any ||= runs
  }
  return any
}
