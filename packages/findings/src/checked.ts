import type { BaselineEntry } from './baseline.ts'
import type { Kind } from './kind.ts'
import { normalisedCommand } from './normal-form.ts'
import type { FileReport, Report, Unchecked } from './report.ts'

/** As much of a report as tells what was looked at. */
type Looked = Pick<Report, 'files' | 'unchecked'>

/**
 * Tells of baseline entries whether a run looked for them, so that not to see one means that it is fixed: its test
 * passed in each of its projects, and its file was judged to the end. A test that failed may have ended before it
 * came to the leak, and which workers use a worker's fixture nobody knows. Nor was a kind looked for that this system
 * does not show, or that the pool hides in which the test ran.
 */
export function checkedIn({ files, unchecked }: Looked, root: string): (entry: BaselineEntry) => boolean {
  const blind = new Set(unchecked.map(({ where }) => where))
  const judged = files.filter(({ path, state }) => state !== 'pending' && !blind.has(path))
  const owners = new Set(judged.flatMap(ownersOf))
  const ownersAlone = new Set(judged.filter(hasItsProcess).flatMap(ownersOf))
  const commands = new Set(judged.filter(isCommand).map(({ path }) => normalisedCommand(path, root)))
  const unseen = new Set(unchecked.flatMap(kindsHiddenBy))
  return ({ kind, owner, projects = [ANY] }) =>
    !unseen.has(kind) &&
    (projects.every((project) =>
      (OF_PROCESS.includes(kind) ? ownersAlone : owners).has(keyOf(project, owner)),
    ) ||
      commands.has(normalisedCommand(owner, root)))
}

/** What may be there unseen where a system does not list something at all. */
const HIDDEN: ReadonlyMap<string, readonly Kind[]> = new Map([
  ['descriptors', ['descriptor', 'native-descriptor']],
  ['sockets', ['native-descriptor', 'listening-port']],
  ['children', ['child-process', 'orphan-process']],
  ['processes', ['child-process', 'descriptor', 'listening-port', 'native-descriptor', 'orphan-process']],
  ['orphaned processes', ['orphan-process']],
])

/** What belongs to a process as a whole: threads share it, and nobody is judged for it there. */
const OF_PROCESS: readonly Kind[] = ['listening-port', 'native-descriptor', 'native-memory']
const THREAD_POOLS: readonly string[] = ['threads', 'vmThreads']

function hasItsProcess({ pool }: FileReport): boolean {
  return !THREAD_POOLS.includes(pool)
}

function kindsHiddenBy({ what, where }: Unchecked): readonly Kind[] {
  return where === undefined ? (HIDDEN.get(what) ?? []) : []
}

/** Stands for whichever project: an entry of one without a name. */
const ANY = ''

/** The labels that owners of this file have: `file`, `file > suite`, `file > suite > test`. */
function ownersOf({ path, project, state, tests }: FileReport): string[] {
  const passed = tests.filter((test) => test.state === 'passed' && test.after !== null)
  const below = passed.flatMap(({ name }) => prefixesOf(name)).map((prefix) => `${path} > ${prefix}`)
  const labels = state === 'passed' || passed.length > 0 ? [path, ...below] : []
  return labels.flatMap((label) => [keyOf(project, label), keyOf(ANY, label)])
}

function prefixesOf(name: string): string[] {
  const parts = name.split(' > ')
  return parts.map((_, index) => parts.slice(0, index + 1).join(' > '))
}

/** `watertight run` has neither tests nor a pool: its one file is the command. */
function isCommand({ pool, state }: FileReport): boolean {
  return pool === '' && state === 'passed'
}

function keyOf(project: string, owner: string): string {
  return JSON.stringify([project, owner])
}
