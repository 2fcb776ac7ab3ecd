import type { Runtime } from './runtime.ts'
import { Scope } from './scope.ts'
import type { TaskLike } from './verdict.ts'

/** The scopes of one file's tasks, made when a task begins. */
export class TaskScopes {
  readonly file: Scope
  readonly #byTask = new Map<TaskLike, Scope>()

  constructor(runtime: Runtime, file: TaskLike['file']) {
    this.file = runtime.fileScope
    this.file.id = file.id
    this.file.file = file.filepath
    this.#byTask.set(file, this.file)
  }

  /** The scope of a task; those above it are made on the way. */
  of(task: TaskLike): Scope {
    const known = this.#byTask.get(task)
    if (known) return known
    const parent = task.suite ? this.of(task.suite) : this.file
    const scope = new Scope(task.type === 'suite' ? 'suite' : 'test', parent)
    scope.id = task.id
    scope.title = task.name
    scope.task = task
    scope.file = this.file.file
    this.#byTask.set(task, scope)
    return scope
  }
}
