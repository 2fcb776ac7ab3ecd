import type { Finding } from '@watertight/findings'
import { type Accusation, filesToRun, wholeFiles } from './accused.ts'
import type { AccusedFile, ConfirmRound, ShownFile } from './protocol.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** Runs one round of files in the project. */
export type RunRound = (round: ConfirmRound) => Promise<readonly ShownFile[]>

/**
 * Judges every accusation in up to three rounds. Tests run again by themselves; suites and files are loaded anew, as
 * what they open is opened once a load. Only what is not seen that way, or cannot be compared, runs once more among
 * all tests of its file: it may need its neighbours, and nobody is cleared for lack of them.
 */
export async function judgeAll(
  accusations: readonly Accusation[],
  runs: number,
  root: string,
  run: RunRound,
): Promise<Map<Accusation, Verdict>> {
  const verdicts = new Map<Accusation, Verdict>()
  const judge = async (some: readonly Accusation[], how: ConfirmRound['how'], files: AccusedFile[]) => {
    if (some.length === 0) return
    const shown = await run({ runs, how, files })
    // The later round shows more: what it cannot judge is not cleared by an earlier one.
    for (const accusation of some) verdicts.set(accusation, verdictIn(shown, accusation, root))
  }
  const by = (...scopes: Finding['owner']['scope'][]) =>
    accusations.filter(({ finding }) => scopes.includes(finding.owner.scope))
  await judge(by('test'), 'again', filesToRun(by('test')))
  await judge(by('suite', 'file'), 'reload', filesToRun(by('suite', 'file')))
  const open = by('test', 'suite').filter((accusation) => isOpen(verdicts.get(accusation)))
  await judge(open, 'reload', wholeFiles(open))
  for (const accusation of by('worker')) verdicts.set(accusation, { why: ONCE_A_WORKER })
  for (const accusation of by('run')) verdicts.set(accusation, { why: OF_A_COMMAND })
  return verdicts
}

const ONCE_A_WORKER =
  'what a fixture of a worker opens is opened once for each worker, and cannot be repeated in one'
const OF_A_COMMAND = 'a command left it, which cannot be run again in parts'

function isOpen(verdict: Verdict | undefined): boolean {
  return verdict === undefined || !('confirmation' in verdict) || verdict.confirmation.verdict === 'not-seen'
}

function verdictIn(shown: readonly ShownFile[], { finding, file }: Accusation, root: string): Verdict {
  const found = shown.find(({ project, path }) => project === file.project && path === file.path)
  if (found === undefined) return { why: 'its file is not among the tests of the project' }
  if (found.passes.length === 0 && found.problem !== undefined) return { why: found.problem }
  return verdictOf(finding, found.passes, root)
}
