import { relative } from 'node:path'
import type { FileReport } from '@watertight/findings'
import type { RunnerLike } from '../attach.ts'
import { type FileRecord, type LeakedProcess, META_KEY } from '../file-record.ts'
import { collectGarbage, readLiveMemory } from '../memory.ts'
import type { Runtime } from '../runtime.ts'
import type { TaskLike } from '../verdict.ts'
import type { AccusedFile, ConfirmRound } from './round.ts'
import { skipOthers } from './skip-others.ts'

type FileTask = TaskLike['file']

/** What one file showed in each of its passes so far. */
interface Shown {
  readonly reports: FileReport[]
  readonly processes: LeakedProcess[]
}

/**
 * Runs accused files several times in this worker. To run a file again, it is put again into the list that Vitest is
 * about to run; to reload it, Vitest is told to start it once more when it has finished.
 */
export class Passes {
  readonly #round: ConfirmRound
  readonly #runtime: Runtime
  readonly #runner: RunnerLike
  readonly #shown = new Map<string, Shown>()
  /** How Vitest meant each task to run: what a run skips is to run in the next. */
  readonly #modes = new Map<TaskLike, string>()
  readonly #prepared = new WeakSet<readonly FileTask[]>()
  #isReloading = false

  constructor(round: ConfirmRound, runtime: Runtime, runner: RunnerLike) {
    this.#round = round
    this.#runtime = runtime
    this.#runner = runner
  }

  /** Before Vitest runs the files that it has loaded. */
  prepare(files: readonly FileTask[]): void {
    // A runner of the user's own, extended by us, lets us in twice.
    if (this.#prepared.has(files)) return
    this.#prepared.add(files)
    for (const file of [...files]) {
      const names = this.#accusedOf(file)?.names
      if (!skipOthers(file, names === null ? null : new Set(names))) file.mode = 'skip'
      for (const task of tasksOf(file)) this.#modes.set(task, task.mode)
      if (this.#round.how !== 'again') continue
      for (let run = 1; run < this.#round.runs; run++) (files as FileTask[]).push(file)
    }
  }

  /** Before a file runs again: as if it had not run, with no garbage of the last time. */
  restore(file: FileTask): void {
    for (const task of tasksOf(file)) {
      delete task.result
      task.mode = this.#modes.get(task) ?? task.mode
    }
    collectGarbage()
    collectGarbage()
  }

  /** After a file was judged: what all passes showed travels with the last one. */
  note(file: FileTask): void {
    const record = file.meta[META_KEY] as FileRecord
    const shown = this.#shown.get(file.id) ?? { reports: [], processes: [] }
    shown.reports.push(record.report)
    shown.processes.push(...record.processes)
    this.#shown.set(file.id, shown)
    file.meta[META_KEY] = { ...record, passes: [...shown.reports], processes: [...shown.processes] }
  }

  /** After the files have run. */
  async reload(files: readonly FileTask[]): Promise<void> {
    const { startTests } = this.#runtime
    if (this.#round.how !== 'reload' || this.#isReloading || startTests === null) return
    this.#isReloading = true
    try {
      for (const { filepath } of files) await this.#reloadFile(filepath, startTests)
    } finally {
      this.#isReloading = false
    }
  }

  async #reloadFile(filepath: string, startTests: NonNullable<Runtime['startTests']>): Promise<void> {
    for (let run = 1; run < this.#round.runs; run++) {
      this.#runtime.forgetModule?.(filepath)
      await readLiveMemory()
      await startTests([filepath], this.#runner)
    }
  }

  #accusedOf({ filepath, projectName = '' }: FileTask): AccusedFile | undefined {
    const path = relative(this.#runtime.options.root, filepath).replaceAll('\\', '/')
    return this.#round.files.find((file) => file.path === path && file.project === projectName)
  }
}

function tasksOf(task: TaskLike): TaskLike[] {
  return [task, ...(task.tasks ?? []).flatMap(tasksOf)]
}
