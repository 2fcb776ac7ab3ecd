import type { TaskLike } from '../src/worker/verdict.ts'

type FileTask = TaskLike['file']

/** A file as Vitest's runner describes it, without tasks. */
export function fileTask(id: string, given: Partial<FileTask> = {}): FileTask {
  const task = {
    id,
    name: 'test/api.test.ts',
    type: 'suite',
    mode: 'run',
    meta: {},
    filepath: '/home/ada/shop/test/api.test.ts',
    tasks: [] as TaskLike[],
    ...given,
  }
  return Object.assign(task, { file: task as unknown as FileTask })
}

/** Adds a suite or a test to a suite or file. */
export function addTask(
  parent: TaskLike,
  type: 'suite' | 'test',
  name: string,
  given: Partial<TaskLike> = {},
): TaskLike {
  const isFile = parent.file === parent
  const id = `${parent.id}_${parent.tasks?.length ?? 0}`
  const task: TaskLike = {
    id,
    name,
    type,
    mode: 'run',
    meta: {},
    file: parent.file,
    ...(isFile ? {} : { suite: parent }),
    ...(type === 'suite' ? { tasks: [] } : {}),
    ...given,
  }
  ;(parent.tasks as TaskLike[]).push(task)
  return task
}
