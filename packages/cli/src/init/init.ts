import { wantsColor } from '../color.ts'
import { EXIT } from '../ending.ts'
import type { Ending } from '../ending.ts'
import { askYes, canAsk } from '../prompt.ts'
import { writeTo } from '../write.ts'
import { applyChanges } from './apply.ts'
import { sayDiff } from './diff.ts'
import { recordBaseline, runSuite } from './first-run.ts'
import type { FirstRun } from './first-run.ts'
import type { InitOptions } from './options.ts'
import { makePlan } from './plan.ts'
import type { Plan } from './plan.ts'
import { readProject } from './project/project.ts'
import type { Project } from './project/project.ts'
import { runCommand } from './run-command.ts'
import { sayPlan, sayRefusals } from './say.ts'

/** Sets a project up, step by step, each after consent. */
export async function init(options: InitOptions, folder: string): Promise<Ending> {
  const project = readProject(folder)
  const plan = makePlan(project)
  if (options.json !== true) writeTo('stdout', sayPlan(project, plan, wantsColor(process.stdout)))
  writeTo('stderr', sayRefusals(plan.refusals))
  const done = await carryOut(project, plan, options)
  if (options.json === true) writeTo('stdout', formatJson(project, plan, done))
  return { code: isComplete(plan, done) ? EXIT.success : EXIT.failure }
}

/** What was done of a plan. */
interface Done {
  readonly isWritten: boolean
  readonly isInstalled: boolean
  readonly firstRun?: FirstRun
  readonly isRecorded?: boolean
}

async function carryOut(project: Project, plan: Plan, options: InitOptions): Promise<Done> {
  const isWritten = plan.changes.length === 0 || (await write(project, plan, options))
  if (!isWritten) return { isWritten, isInstalled: plan.install.length === 0 }
  const isInstalled = plan.install.length === 0 || (await install(project, plan, options))
  const mayRun = options.run && options.dryRun !== true && isInstalled && project.vitest !== undefined
  // A project that was set up before has had its first run.
  if (!mayRun || (plan.changes.length === 0 && plan.install.length === 0)) return { isWritten, isInstalled }
  if (!(await consents('Run the suite once?', options))) return { isWritten, isInstalled }
  const firstRun = await runSuite(project)
  const { leaks = 0 } = firstRun
  if (leaks === 0) return { isWritten, isInstalled, firstRun }
  const isRecorded = await record(project, leaks, options)
  return { isWritten, isInstalled, firstRun, isRecorded }
}

async function write({ root }: Project, { changes }: Plan, options: InitOptions): Promise<boolean> {
  if (options.dryRun === true) return false
  if (!(await consents('Write these changes?', options))) {
    if (!canAsk()) say('there is no terminal to ask on, and nothing was written; pass `--yes` to write it.')
    return false
  }
  const others = applyChanges(root, changes)
  for (const path of others) say(`${path} was changed meanwhile and is as it was; run this again.`)
  return others.length === 0
}

async function install({ root }: Project, { install: words }: Plan, options: InitOptions): Promise<boolean> {
  if (options.dryRun === true || !options.install) return false
  if (!(await consents(`Run \`${words.join(' ')}\`?`, options))) return false
  const code = await runCommand(words, root)
  if (code !== 0) say(`\`${words.join(' ')}\` ended with exit code ${code}.`)
  return code === 0
}

async function record(project: Project, leaks: number, options: InitOptions): Promise<boolean> {
  const what = leaks === 1 ? '1 leak that is' : `${leaks} leaks that are`
  if (!(await consents(`Record the ${what} there today, so that only new ones fail?`, options))) return false
  return (await recordBaseline(project)) === EXIT.success
}

/** Whether a step may be done: said beforehand, or on the terminal. */
async function consents(question: string, { yes }: InitOptions): Promise<boolean> {
  return yes === true || (canAsk() && (await askYes(question)))
}

function say(sentence: string): void {
  writeTo('stderr', `watertight: ${sentence}\n`)
}

function isComplete({ refusals }: Plan, { isWritten, isInstalled, firstRun, isRecorded }: Done): boolean {
  const isClean = firstRun === undefined || firstRun.exitCode === 0 || isRecorded === true
  return refusals.length === 0 && isWritten && isInstalled && isClean
}

function formatJson({ root, manager, vitest, eslint }: Project, plan: Plan, done: Done): string {
  const changes = plan.changes.map((change) => ({
    path: change.path,
    isNew: change.before === null,
    diff: sayDiff(change),
  }))
  const { refusals, kept, install: words } = plan
  const project = { root, packageManager: manager.name, vitest: vitest ?? null, eslint: eslint ?? null }
  return `${JSON.stringify({ project, changes, kept, refusals, install: words, ...done }, null, 1)}\n`
}
