import { relative } from 'node:path'
import { threadId } from 'node:worker_threads'
import { monotonicMs } from '@watertight/probe/ledger'
import type { FileReport, Finding, TestReport, Unchecked } from '@watertight/findings'
import { META_KEY } from './file-record.ts'
import type { FileRecord, LeakedProcess } from './file-record.ts'
import type { FileWatch } from './file-watch.ts'
import { framesOf } from './hold/hold.ts'
import type { Hold } from './hold/hold.ts'
import { sayReason } from './reason.ts'
import { heldLater } from './held-later.ts'
import { Judge } from './judge.ts'
import { leaveLateVerdict, workerKey } from './late-verdict.ts'
import type { Runtime } from './runtime.ts'
import type { Scope } from './scope.ts'
import type { TaskScopes } from './task-scopes.ts'
import { failAncestors, failTask } from './verdict.ts'
import type { TaskLike } from './verdict.ts'

type Pack = readonly [id: string, result: unknown, meta: unknown]

/** Speaks the verdict on one file: charges findings to tasks, fails them, and leaves the record for the report. */
export class FileVerdict {
  readonly #runtime: Runtime
  readonly #task: TaskLike['file']
  readonly #scopes: TaskScopes
  readonly #watch: FileWatch
  readonly #judge: Judge
  readonly #findings = new Map<string, Finding[]>()
  readonly #tests: { task: TaskLike; scope: Scope }[] = []
  readonly #failed = new Set<TaskLike>()
  readonly #failedItself = new Set<TaskLike>()
  readonly #processes: LeakedProcess[] = []
  readonly #unchecked: Unchecked[] = []
  readonly #began = monotonicMs()
  #trend: FileRecord['trend'] = null
  readonly #said = new Set<string>()

  constructor(runtime: Runtime, task: TaskLike['file'], scopes: TaskScopes, watch: FileWatch) {
    this.#runtime = runtime
    this.#task = task
    this.#scopes = scopes
    this.#watch = watch
    this.#judge = new Judge(runtime.options)
    this.#unchecked.push(...runtime.probe.unchecked)
  }

  /** Tells the main process that this file is observed, and by whom. */
  leaveHeartbeat(): void {
    this.#task.meta[META_KEY] = this.#record(null)
  }

  /** A failure of our own: said in the report, never thrown at the user. */
  noteFailure(error: unknown): void {
    const [frame] = framesOf(error instanceof Error ? error : null)
    const at = frame ? ` (${frame.file.split('/').at(-1) ?? ''}:${frame.line})` : ''
    this.#unchecked.push({ what: 'file', where: this.#path, why: `${sayReason(error)}${at}` })
    this.#task.meta[META_KEY] = this.#record(null)
  }

  testEnded(task: TaskLike, scope: Scope, confirming: Promise<void> | null): Promise<void> | null {
    this.#tests.push({ task, scope })
    for (const hold of this.#watch.pileOf(scope)) this.#chargePile(hold)
    if (this.#runtime.options.scope === 'test') return this.#judgeTest(task, scope, confirming)
    return confirming
  }

  /** Judges the whole file; answers the updates that tell Vitest's main process. */
  async conclude(): Promise<Pack[]> {
    const { file } = this.#scopes
    file.endedAtMs = monotonicMs()
    this.#watch.fileEnded()
    for (const hold of await this.#watch.holdsOf(file)) this.#charge(hold)
    for (const hold of await this.#watch.memoryHolds()) this.#charge(hold)
    for (const { scope } of this.#tests) this.#noteHeld(scope)
    const changed = this.#failTasks()
    this.#trend = await this.#watch.memory.trend(this.#path)
    this.#task.meta[META_KEY] = this.#record(this.#trend)
    return [...new Set([...changed, this.#task])].map((task) => [task.id, task.result, task.meta])
  }

  /**
   * Judges what outlived the worker's fixtures. Vitest 3 still takes an update then; 4 and 5 answer no more,
   * and the verdict is left for the main process.
   */
  async concludeWorker(worker: Scope): Promise<Pack[]> {
    const { session, vitestMajor } = this.#runtime.options
    worker.file = this.#scopes.file.file
    worker.endedAtMs = monotonicMs()
    for (const hold of await this.#watch.holdsOf(worker)) this.#charge(hold)
    const findings = this.#findings.get(worker.id) ?? []
    if (vitestMajor > 3) leaveLateVerdict(session, { fileId: this.#task.id, findings })
    if (vitestMajor > 3 || findings.length === 0) return []
    for (const finding of findings.filter(({ level }) => level === 'fail')) this.#fail(this.#task, finding)
    this.#task.meta[META_KEY] = this.#record(this.#trend)
    return [[this.#task.id, this.#task.result, this.#task.meta]]
  }

  async #judgeTest(task: TaskLike, scope: Scope, confirming: Promise<void> | null): Promise<void> {
    await confirming
    for (const hold of await this.#watch.holdsOf(scope)) {
      const finding = this.#charge(hold)
      for (const member of hold.members ?? []) member.judged = true
      if (finding?.level === 'fail') this.#fail(task, finding)
    }
  }

  #charge(hold: Hold): Finding | null {
    if (this.#wasSaid(hold)) return null
    const finding = this.#judge.judge(hold, 'leaked')
    if (finding === null) return null
    this.#add(hold.scope.id, finding)
    this.#noteProcess(hold, finding)
    return finding
  }

  /** Held beyond the budget: fails although an outer scope may release it in the end. */
  #chargePile(hold: Hold): void {
    const finding = this.#judge.judge(hold, 'leaked')
    if (finding === null) return
    this.#add(hold.scope.id, finding)
    // Said now: it is not said again as held when an outer scope releases it.
    for (const member of hold.members ?? []) {
      hold.scope.wasCharged(member)
      member.judged = true
    }
  }

  /** What only the operating system knows has no record to mark: under the strict reading it is seen again. */
  #wasSaid({ acquisition, scope, facts }: Hold): boolean {
    if (acquisition !== undefined) return false
    const { kind, pid, fd, path, name } = facts
    const key = JSON.stringify([scope.number, kind, pid, fd, path, name])
    const known = kind !== 'listener' && this.#said.has(key)
    this.#said.add(key)
    return known
  }

  /** A child's identity is read while its handle lives: until Node lets that go, no other process has its pid. */
  #noteProcess({ pid, identity, facts, scope }: Hold, finding: Finding): void {
    const proved =
      identity ?? (pid === undefined ? undefined : this.#runtime.probe.readProcess(pid)?.identity)
    if (proved === undefined) return
    const owner = finding.owner.name || scope.name
    this.#processes.push({ ...proved, command: facts.command ?? '', owner })
  }

  /** What outlived its test and was released by somebody else: listed, not failed. */
  #noteHeld(scope: Scope): void {
    for (const { hold, status } of heldLater(scope, this.#runtime.options.settleMs)) {
      const finding = this.#judge.judge(hold, status)
      if (finding) this.#add(scope.id, { ...finding, level: 'warn' })
    }
  }

  #add(id: string, finding: Finding): void {
    this.#findings.set(id, [...(this.#findings.get(id) ?? []), finding])
  }

  #failTasks(): TaskLike[] {
    const changed: TaskLike[] = []
    const { scope: strictness } = this.#runtime.options
    for (const [id, findings] of this.#findings) {
      const task = this.#taskOf(id)
      const failing = findings.filter((finding) => finding.level === 'fail')
      if (failing.length === 0) continue
      const judged = strictness === 'test' && task.type === 'test'
      if (!judged) for (const finding of failing) this.#fail(task, finding)
      changed.push(task, ...failAncestors(task))
    }
    return changed
  }

  /** Errors do not tell what failed a task by itself: those of attempts that were repeated stay with one that passed. */
  #fail(task: TaskLike, finding: Finding): void {
    if (task.result?.state === 'fail' && !this.#failed.has(task)) this.#failedItself.add(task)
    this.#failed.add(task)
    failTask(task, finding, this.#runtime.options.root)
  }

  #hasFailedItself(task: TaskLike): boolean {
    return this.#failed.has(task) ? this.#failedItself.has(task) : task.result?.state === 'fail'
  }

  /** The task that a finding fails: a skipped test cannot fail, its file does. */
  #taskOf(id: string): TaskLike {
    const task = findTask(this.#task, id)
    return task === undefined || task.result?.state === 'skip' ? this.#task : task
  }

  get #path(): string {
    return relative(this.#runtime.options.root, this.#task.filepath).replaceAll('\\', '/')
  }

  #record(trend: FileRecord['trend']): FileRecord {
    return {
      version: 1,
      report: this.#report(),
      trend,
      unchecked: [...this.#unchecked, ...this.#watch.unchecked(this.#path)],
      allowed: [...this.#judge.allowed],
      processes: [...this.#processes],
      workerPid: process.pid,
      ...(this.#runtime.fixtures.used && this.#runtime.options.vitestMajor > 3
        ? { endsLater: workerKey() }
        : {}),
    }
  }

  #report(): FileReport {
    const testIds = new Set(this.#tests.map(({ scope }) => scope.id))
    const others = [...this.#findings].filter(([id]) => !testIds.has(id)).flatMap(([, findings]) => findings)
    return {
      path: this.#path,
      project: this.#task.projectName ?? '',
      pool: this.#task.pool ?? (threadId === 0 ? 'forks' : 'threads'),
      worker: process.pid,
      state: stateOf(this.#task),
      durationMs: Math.round(monotonicMs() - this.#began),
      tests: this.#tests.map(({ task, scope }) => this.#testReport(task, scope)),
      findings: others,
    }
  }

  #testReport(task: TaskLike, scope: Scope): TestReport {
    const { bodyEndedAtMs, endedAtMs } = scope
    const teardownMs = bodyEndedAtMs === null || endedAtMs === null ? 0 : endedAtMs - bodyEndedAtMs
    return {
      id: task.id,
      name: scope.path.join(' > '),
      ...(task.location ? { line: task.location.line } : {}),
      state: stateOf(task),
      ...(this.#hasFailedItself(task) ? { failedItself: true } : {}),
      ...(task.result?.startTime === undefined ? {} : { startedAtMs: task.result.startTime }),
      durationMs: round(task.result?.duration ?? 0),
      teardownMs: round(teardownMs),
      before: scope.before,
      after: scope.after,
      findings: this.#findings.get(scope.id) ?? [],
    }
  }
}

function findTask(task: TaskLike, id: string): TaskLike | undefined {
  if (task.id === id) return task
  for (const child of task.tasks ?? []) {
    const found = findTask(child, id)
    if (found) return found
  }
  return undefined
}

function stateOf(task: TaskLike): FileReport['state'] {
  const state = task.result?.state
  if (state === 'pass') return 'passed'
  if (state === 'fail') return 'failed'
  return state === 'skip' || state === 'todo' ? 'skipped' : 'pending'
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100
}
