import MagicString from 'magic-string'
import { isDeepStrictEqual } from 'node:util'
import { isSeq } from 'yaml'
import { Unclear } from '../code/unclear.ts'
import { blockItems, entriesOf, insertItem, parseYaml, textOf, valueAt } from '../yaml/blocks.ts'
import { callsGate } from './gate-command.ts'
import { runsVitest } from './test-command.ts'

/** How a CI file is edited. */
export interface CiRequest {
  readonly scripts: Readonly<Record<string, string>>
  /** The line that runs the gate. */
  readonly gate: string
}

/**
 * Adds a gate behind each step of a GitHub workflow that runs Vitest, in jobs that have none; the same text where
 * there is nothing to add. Throws `Unclear`.
 */
export function editGithub(text: string, request: CiRequest): string {
  if (!text.includes('jobs')) return text
  const document = parseYaml(text)
  const edit = new MagicString(text)
  for (const [, job] of entriesOf(valueAt(document.contents, 'jobs'))) {
    const steps = valueAt(job, 'steps')
    if (isSeq(steps)) addToSteps(edit, steps, request)
  }
  return checked(text, edit.toString())
}

/** The step, to add by hand where the file was not understood. */
export function stepLines(gate: string, workingDirectory?: string): string[] {
  const folder = workingDirectory === undefined ? [] : [`working-directory: ${workingDirectory}`]
  // It looks at failed runs too, and says what is new there.
  return ['name: Leaks', 'if: ${{ !cancelled() }}', ...folder, `run: ${gate}`]
}

function addToSteps(edit: MagicString, steps: Parameters<typeof blockItems>[0], request: CiRequest): void {
  const runs = steps.items.map((step) => textOf(valueAt(step, 'run')) ?? '')
  if (runs.some(callsGate)) return
  const testing = runs.flatMap((run, index) => (runsVitest(run, request.scripts) ? [index] : []))
  if (testing.length === 0) return
  if (testing.some((index) => (runs[index] ?? '').includes('--shard'))) {
    throw new Unclear('its tests are sharded: the gate belongs behind the job that merges their reports')
  }
  const items = blockItems(steps, 'a list of steps')
  for (const [index, step] of items.entries()) {
    if (!testing.includes(index)) continue
    const folder = textOf(valueAt(step, 'working-directory'))
    insertItem(edit, step, stepLines(request.gate, folder), index === 0)
  }
}

/** The text, if all that was there is there still and only steps were added. Throws `Unclear`. */
function checked(before: string, after: string): string {
  const read = (text: string) => parseYaml(text).toJS() as unknown
  if (before === after || isDeepStrictEqual(withoutGates(read(after)), read(before))) return after
  throw new Unclear('a step could not be added without changing others')
}

function withoutGates(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isGate(item)).map(withoutGates)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutGates(inner)]))
}

function isGate(item: unknown): boolean {
  const run: unknown = typeof item === 'object' && item !== null && 'run' in item ? item.run : item
  return typeof run === 'string' && callsGate(run)
}
