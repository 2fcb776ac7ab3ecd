import { existsSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Report } from '@watertight/findings'
import { wantsColor } from '../color.ts'
import { EXIT } from '../ending.ts'
import type { Ending } from '../ending.ts'
import { readReport } from '../report/read-report.ts'
import { UsageError } from '../usage-error.ts'
import { writeTo } from '../write.ts'
import { type Accusation, accusationsOf } from './accused.ts'
import type { ConfirmOptions } from './options.ts'
import { showProgress } from './progress.ts'
import { openProject, ProjectError } from './project.ts'
import { judgeAll } from './rounds.ts'
import { sayNothingToConfirm, sayVerdicts } from './say.ts'
import type { Verdict } from './verdict.ts'
import { replaceReport, withVerdicts, writingOf } from './write-verdicts.ts'

/** Runs the accused tests of a report again, writes the verdicts into it, and says how this process is to end. */
export async function confirm(path: string, options: ConfirmOptions): Promise<Ending> {
  const report = readReport(path)
  const written = writingOf(path)
  if (report.command !== undefined)
    throw new UsageError(
      `Expected \`${path}\` to be the report of a run of Vitest, got one of \`watertight run\`, whose command cannot be run again in parts.`,
    )
  const accusations = accusationsOf(report)
  if (accusations.length === 0) return nothingToDo(options)
  const verdicts = await judge(accusations, rootOf(path, report, options), options)
  if (verdicts === null) return { code: EXIT.failure }
  const failure = replaceReport(path, withVerdicts(report, verdicts), written)
  if (failure !== null)
    writeTo('stderr', `watertight: the verdicts were not written to ${path}: ${failure}\n`)
  publish(verdicts, options)
  const isComplete = failure === null && [...verdicts.values()].every((verdict) => 'confirmation' in verdict)
  return { code: isComplete ? EXIT.success : EXIT.failure }
}

function nothingToDo({ json, runs }: ConfirmOptions): Ending {
  writeTo('stdout', json === true ? `${JSON.stringify({ runs, findings: [] })}\n` : sayNothingToConfirm())
  return { code: EXIT.success }
}

/** A report that speaks of another folder than the one that it lies in, or that we are in, says nothing of what may run here. */
function rootOf(path: string, { environment }: Report, { root }: ConfirmOptions): string {
  if (root !== undefined && !existsSync(root))
    throw new UsageError(`Expected \`--root\` to be a folder, got \`${root}\`, which does not exist.`)
  const isHere = [path, '.'].some((place) => isWithin(resolve(place), environment.root))
  return resolve(root ?? (isHere ? environment.root : '.'))
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return isAbsolute(folder) && !isAbsolute(way) && way.split(sep)[0] !== '..'
}

/** `null` when the tests could not be run, which has been said. */
async function judge(
  accusations: readonly Accusation[],
  root: string,
  { runs, config }: ConfirmOptions,
): Promise<Map<Accusation, Verdict> | null> {
  const progress = showProgress()
  try {
    await using project = await openProject(root, config)
    return await judgeAll(accusations, runs, root, (round) => {
      progress.begin(round.files.length)
      return project.run(round, (file) => progress.done(file))
    })
  } catch (error) {
    if (!(error instanceof ProjectError)) throw error
    progress.clear()
    writeTo('stderr', `watertight: the tests could not be run again: ${error.message}\n`)
    return null
  } finally {
    progress.clear()
  }
}

function publish(verdicts: ReadonlyMap<Accusation, Verdict>, { json, runs }: ConfirmOptions): void {
  if (json !== true) {
    writeTo('stdout', sayVerdicts(verdicts, wantsColor(process.stdout)))
    return
  }
  const findings = [...verdicts].map(([{ finding, file }, verdict]) => {
    const { fingerprint, kind, owner, place } = finding
    return { fingerprint, kind, owner, place, project: file.project, ...verdict }
  })
  writeTo('stdout', `${JSON.stringify({ runs, findings })}\n`)
}
