import { groupBy } from './group-by.ts'
import type { CommandReport, FileReport, Finding, Report, TestReport } from '@watertight/findings'

/** A finding with the file and, where it is charged to one, the test in whose report it stands. */
export interface Listed {
  readonly finding: Finding
  readonly file: FileReport
  readonly test?: TestReport
  /** The command that the file stands for: its path is a command line then. */
  readonly command?: CommandReport
}

/** What may become of a finding, gravest first. */
export const GRAVITIES = ['failing', 'warning', 'known', 'held', 'late'] as const

/** One of `GRAVITIES`. */
export type Gravity = (typeof GRAVITIES)[number]

/** The findings of a report by what becomes of them; each stands in one list. */
export interface Lists {
  /** What fails: leaks, and what is held beyond its budget. */
  readonly failing: readonly Listed[]
  /** Leaks that only warn. */
  readonly warning: readonly Listed[]
  /** Leaks that a baseline knows, and that therefore fail nothing. */
  readonly known: readonly Listed[]
  /** Released by an outer scope. */
  readonly held: readonly Listed[]
  /** Released a moment after the test. */
  readonly late: readonly Listed[]
}

/** All findings of a report, in the order of its files and tests. */
export function listFindings(report: Report): Lists {
  const lists = { failing: [], warning: [], known: [], held: [], late: [] } as Record<Gravity, Listed[]>
  for (const file of report.files)
    for (const listed of listedOf(file, report)) lists[listOf(listed.finding)].push(listed)
  return lists
}

/** The command that an entry among the files stands for; a report of one command names it once. */
export function commandOf(file: FileReport, report: Report): CommandReport | undefined {
  return file.command ?? report.command
}

/** The findings of one file: those of its tests before its own. */
export function listedOf(file: FileReport, report: Report): Listed[] {
  const command = commandOf(file, report)
  const of = command === undefined ? { file } : { file, command }
  const ofTests = file.tests.flatMap((test) => test.findings.map((finding) => ({ finding, test, ...of })))
  return [...ofTests, ...file.findings.map((finding) => ({ finding, ...of }))]
}

/** Findings that one repair ends, together: of the same kind and acquired at the same place. */
export function repairsOf(listed: readonly Listed[]): readonly (readonly [Listed, ...Listed[]])[] {
  const groups = [...groupBy(listed, keyOf).values()]
  return groups.flatMap(([first, ...others]) => (first === undefined ? [] : [[first, ...others] as const]))
}

function keyOf({ finding: { kind, place, owner } }: Listed): string {
  // What nobody knows the place of has nothing in common but its owner.
  const where = place === undefined ? [owner.file, owner.name] : [place.file, place.line, place.column]
  return JSON.stringify([kind, ...where])
}

function listOf({ level, known, status }: Finding): Gravity {
  if (level === 'fail') return 'failing'
  if (known === true) return 'known'
  return status === 'leaked' ? 'warning' : status
}
