import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createProbe } from '@watertight/probe'
import type { Probe } from '@watertight/probe'
import type { Report, Unchecked } from '@watertight/findings'
import { renderSummary } from '@watertight/render'
import { resolveOptions } from '../options.ts'
import type { ResolvedOptions, WatertightOptions } from '../options.ts'
import { REASON_KEY, sayReason } from '../worker/reason.ts'
import type { WorkerOptions } from '../worker-options.ts'
import type { FileRecord } from '../worker/file-record.ts'
import { Baseline } from './baseline.ts'
import { carriedTimelines, mergesBlobs, TimelineCarrier, writesBlob } from './carried-timeline.ts'
import { buildReport, recordOf } from './collect.ts'
import { injectIntoProjects } from './inject.ts'
import { addLateVerdicts, lostVerdicts } from './late-verdicts.ts'
import { neverStarted } from './never-started.ts'
import { readPlaces } from './read-places.ts'
import { reap } from './reap.ts'
import { Timeline } from './timeline.ts'
import type { SpecificationLike, TestModuleLike, VitestLike } from './vitest-types.ts'
import { writeReport } from './write-report.ts'

/** The reporter: puts the observer into the workers, gathers what they found, writes the report, prints the summary. */
export class WatertightReporter {
  readonly #options: ResolvedOptions
  readonly #session = randomBytes(8).toString('hex')
  readonly #probe: Probe
  readonly #carrier = new TimelineCarrier(this.#session)
  #vitest: VitestLike | null = null
  #timeline: Timeline
  #startedAt = new Date()
  #baseline: Baseline | null = null
  #leftAlone: readonly Unchecked[] = []
  #specifications: readonly SpecificationLike[] = []

  constructor(options: WatertightOptions = {}) {
    this.#options = resolveOptions(options, process.env)
    this.#probe = createProbe({ portable: this.#options.portable })
    this.#timeline = new Timeline(this.#probe)
  }

  /** What the user wrote, with all defaults. */
  get options(): ResolvedOptions {
    return this.#options
  }

  onInit(vitest: VitestLike): void {
    this.#vitest = vitest
    if (this.#options.mode === 'off') return
    this.#baseline = new Baseline(this.#options, vitest.config.root)
    this.#leftAlone = injectIntoProjects(vitest, this.#workerOptions(vitest, this.#baseline))
    if (!mergesBlobs(vitest)) this.#timeline.prepare()
  }

  #workerOptions(vitest: VitestLike, { fingerprints, updates }: Baseline): WorkerOptions {
    const { root, teardownTimeout: teardownTimeoutMs = 10_000 } = vitest.config
    return {
      ...this.#options,
      update: updates,
      session: this.#session,
      root,
      known: fingerprints,
      vitestMajor: Number.parseInt(vitest.version),
      teardownTimeoutMs,
    }
  }

  onTestRunStart(specifications: readonly SpecificationLike[] = []): void {
    this.#specifications = specifications
    this.#startedAt = new Date()
    this.#timeline = new Timeline(this.#probe)
  }

  onTestModuleStart(module: TestModuleLike): void {
    const record = this.#isMerging ? undefined : recordOf(module)
    if (record) this.#timeline.seen(record.workerPid, record.report.path)
  }

  async onTestModuleEnd(module: TestModuleLike): Promise<void> {
    if (this.#vitest !== null && writesBlob(this.#vitest)) await this.#carrier.carry(module, this.#timeline)
  }

  get #isMerging(): boolean {
    return this.#vitest !== null && mergesBlobs(this.#vitest)
  }

  /** A failure of ours must not be one of the run's: it is said, and the verdicts of the tests stand. */
  async onTestRunEnd(
    modules: readonly TestModuleLike[],
    errors: readonly unknown[] = [],
    state = '',
  ): Promise<void> {
    const vitest = this.#vitest
    if (vitest === null || this.#options.mode === 'off') return
    this.#carrier.leave(modules)
    try {
      await this.#report(vitest, modules, this.#neverStarted(vitest, modules, errors, state))
    } catch (error) {
      vitest.logger.error(`watertight: the report could not be made: ${sayReason(error)}`)
    }
  }

  #neverStarted(
    { config: { root, shard } }: VitestLike,
    modules: readonly TestModuleLike[],
    errors: readonly unknown[],
    state: string,
  ): Unchecked[] {
    // Vitest names the files of all shards, and nobody but its sequencer knows which of them are this one's.
    const isPart = shard !== undefined || this.#isMerging
    const specifications = isPart ? [] : this.#specifications.filter((one) => this.#observes(one))
    const observed = modules.filter((module) => this.#observes(module))
    return neverStarted(observed, { state, errors: errors.length, specifications, root })
  }

  async #report(
    vitest: VitestLike,
    modules: readonly TestModuleLike[],
    missed: readonly Unchecked[],
  ): Promise<void> {
    const report = await this.#gather(vitest, modules, missed)
    const reportPath = this.#write(vitest.config.root, report)
    vitest.logger.log(
      renderSummary(report, { ...(reportPath ? { reportPath } : {}), color: process.stdout.isTTY }),
    )
  }

  async #gather(
    vitest: VitestLike,
    modules: readonly TestModuleLike[],
    missed: readonly Unchecked[],
  ): Promise<Report> {
    const late = this.#isMerging
      ? lostVerdicts(modules)
      : await addLateVerdicts(modules, this.#session, vitest.config.root)
    const carried = this.#isMerging ? carriedTimelines(modules) : { timelines: [], unchecked: [] }
    const records = modules.map(recordOf).filter((record) => record !== undefined)
    const workers = await this.#timeline.stop()
    const reaped = this.#options.reap ? await reap(records, this.#probe) : []
    // A baseline that cannot be written says so among what was not checked.
    const fixed = this.#baseline?.settle(records) ?? []
    const unchecked = [
      ...this.#leftAlone,
      ...missed,
      ...this.#bypassed(modules),
      ...(this.#baseline?.unchecked ?? []),
      ...late,
      ...carried.unchecked,
    ]
    const report = buildReport(records, {
      tool: { name: '@watertight/vitest', version: packageVersion() },
      startedAt: this.#startedAt.toISOString(),
      durationMs: Date.now() - this.#startedAt.getTime(),
      environment: environmentOf(vitest),
      workers,
      timelines: carried.timelines,
      reaped,
      staleAllows: this.#staleAllows(records),
      fixed,
      unchecked,
    })
    return readPlaces(report, this.#startedAt.getTime())
  }

  /** Files that ran and that nobody observed: said, so that silence never means clean. */
  #bypassed(modules: readonly TestModuleLike[]): Unchecked[] {
    return modules
      .filter((module) => recordOf(module) === undefined && wasRun(module) && this.#observes(module))
      .map(({ task }) => ({ what: 'worker', where: task.name, why: reasonOf(task) }))
  }

  /** Whether its project is one that can be observed; that of others is said once, of the project. */
  #observes({ project }: { readonly project: { readonly name: string } }): boolean {
    return !this.#leftAlone.some(({ where }) => where === (project.name || 'the project'))
  }

  #staleAllows(records: readonly FileRecord[]): string[] {
    const matched = new Set(records.flatMap((record) => record.allowed))
    return this.#options.allow.filter((_, index) => !matched.has(index)).map((entry) => entry.reason)
  }

  #write(root: string, report: Report): string | null {
    const { report: path } = this.#options
    if (path === false) return null
    const failure = writeReport(resolve(root, path), report)
    if (failure === null) return path
    this.#vitest?.logger.error(`watertight: the report could not be written to ${path}: ${failure}`)
    return null
  }
}

/** Why a worker says that it could not observe a file; a runner that bypasses us says nothing. */
function reasonOf({ meta }: TestModuleLike['task']): string {
  const reason = meta[REASON_KEY]
  return typeof reason === 'string' ? reason : 'its runner did not let us in'
}

/** Files of type tests are read by the compiler and run by nobody. */
function wasRun({ task }: TestModuleLike): boolean {
  const state = task.result?.state
  if (task.meta.typecheck === true) return false
  return (state === 'pass' || state === 'fail') && (task.tasks?.length ?? 0) > 0
}

function environmentOf(vitest: VitestLike): Report['environment'] {
  const { version, platform, arch } = process
  return { node: version, platform, arch, vitest: vitest.version, root: vitest.config.root }
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
