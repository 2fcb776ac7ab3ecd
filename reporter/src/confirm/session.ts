import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createProbe } from '@watertight/probe'
import { recordOf } from '../main/collect.ts'
import { injectIntoProjects } from '../main/inject.ts'
import { reap } from '../main/reap.ts'
import { WatertightReporter } from '../main/reporter.ts'
import type { ProjectLike, TestModuleLike, VitestLike } from '../main/vitest-types.ts'
import { REASON_KEY } from '../worker/reason.ts'
import type { WorkerOptions } from '../worker-options.ts'
import type { ConfirmRound } from '../worker/confirm/round.ts'
import type { ShownFile } from './messages.ts'

/** The project's Vitest, ready to run what is accused. */
export interface Session {
  run(round: ConfirmRound, onFile: (path: string) => void): Promise<ShownFile[]>
  close(): Promise<void>
}

/** As much of Vitest's node API as is used; 3.2, 4 and 5 agree on it. */
interface VitestNode {
  createVitest(mode: 'test', options: object): Promise<Vitest>
}

interface Vitest extends VitestLike {
  reporters: object[]
  close(): Promise<void>
  globTestSpecifications(): Promise<readonly Specification[]>
  runTestSpecifications(specifications: readonly Specification[], all: boolean): Promise<RunResult>
}

interface Specification {
  readonly moduleId: string
  readonly pool?: string
  readonly project: ProjectLike
}

interface RunResult {
  readonly testModules: readonly TestModuleLike[]
}

/** Starts the Vitest of a project with its own configuration, but without its reporters: nothing of theirs is written. */
export async function openSession({ root, config }: { root: string; config?: string }): Promise<Session> {
  // As Vitest's own command does.
  Object.assign(process.env, { TEST: 'true', VITEST: 'true', NODE_ENV: process.env.NODE_ENV ?? 'test' })
  const { createVitest } = await loadVitest(root)
  const vitest = await createVitest('test', { ...OPTIONS, root, ...(config === undefined ? {} : { config }) })
  const reporter =
    vitest.reporters.find((entry) => entry instanceof WatertightReporter) ?? new WatertightReporter()
  vitest.reporters = []
  for (const project of [vitest as unknown as ProjectLike, ...vitest.projects]) keepSnapshots(project)
  return {
    run: (round, onFile) => runRound(vitest, reporter, round, onFile),
    close: () => vitest.close(),
  }
}

/** What would write files, ask somebody, or end the run before all has run. */
const OPTIONS = {
  watch: false,
  run: true,
  ui: false,
  open: false,
  api: false,
  bail: 0,
  update: false,
  passWithNoTests: true,
  coverage: { enabled: false },
  typecheck: { enabled: false },
}

async function loadVitest(root: string): Promise<VitestNode> {
  const path = createRequire(join(root, 'package.json')).resolve('vitest/node')
  return (await import(pathToFileURL(path).href)) as VitestNode
}

function keepSnapshots({ config }: ProjectLike): void {
  const { snapshotOptions } = config as { snapshotOptions?: { updateSnapshot: string } }
  if (snapshotOptions) snapshotOptions.updateSnapshot = 'none'
}

async function runRound(
  vitest: Vitest,
  reporter: WatertightReporter,
  round: ConfirmRound,
  onFile: (path: string) => void,
): Promise<ShownFile[]> {
  const { root } = vitest.config
  const accused = new Set(round.files.map(({ project, path }) => keyOf(project, path)))
  const isAccused = (project: { name: string }, file: string) =>
    accused.has(keyOf(project.name, pathOf(file, root)))
  const specifications = (await vitest.globTestSpecifications()).filter(
    ({ moduleId, pool, project }) => pool !== 'typescript' && isAccused(project, moduleId),
  )
  vitest.reporters = [{ onTestModuleEnd: ({ task }: TestModuleLike) => onFile(pathOf(task.filepath, root)) }]
  provide(vitest, workerOptions(vitest, reporter, round))
  const result = await vitest.runTestSpecifications(specifications, false)
  // Vitest lists those of earlier rounds too.
  const modules = result.testModules.filter(({ project, task }) => isAccused(project, task.filepath))
  const records = modules.flatMap((module) => recordOf(module) ?? [])
  const { reap: isReaping, portable } = reporter.options
  if (isReaping) await reap(records, createProbe({ portable }))
  return modules.map((module) => shownBy(module, root))
}

/** The first round lets the observer in, the next only tell it what else to run. */
function provide(vitest: Vitest, options: WorkerOptions): void {
  injectIntoProjects(vitest, options)
  for (const project of vitest.projects) project.provide('watertight', options)
}

function workerOptions(
  vitest: Vitest,
  { options }: WatertightReporter,
  confirm: ConfirmRound,
): WorkerOptions {
  const { root, teardownTimeout: teardownTimeoutMs = 10_000 } = vitest.config
  const { baseline: _, ...rest } = options
  return {
    ...rest,
    // A leak that failed its test here would be taken for a failure of the test's own.
    mode: 'warn',
    update: false,
    session: randomBytes(8).toString('hex'),
    root,
    vitestMajor: Number.parseInt(vitest.version),
    teardownTimeoutMs,
    known: [],
    confirm,
  }
}

function shownBy(module: TestModuleLike, root: string): ShownFile {
  const { task, project } = module
  const { passes = [] } = recordOf(module) ?? {}
  const reason = task.meta[REASON_KEY]
  return {
    project: project.name,
    path: pathOf(task.filepath, root),
    passes,
    ...(typeof reason === 'string' ? { problem: reason } : {}),
  }
}

function keyOf(project: string, path: string): string {
  return JSON.stringify([project, path])
}

function pathOf(file: string, root: string): string {
  return relative(root, file).replaceAll('\\', '/')
}
