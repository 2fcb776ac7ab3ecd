import { isAbsolute, resolve } from 'node:path'
import { locate, type LocatedLeak, type Source } from '../observed/locate.ts'
import { reportsFor, type ReportFile } from '../observed/report-files.ts'
import { defineRule, type RuleContext } from '../rule.ts'

interface Options {
  readonly reports: readonly string[]
  readonly stale: boolean
  readonly known: boolean
  readonly unreadable: boolean
}

type MessageId = 'observed' | 'stale' | 'unreadable'
type Context = RuleContext<MessageId>

/** Underlines the very line that leaked in the last run of the tests, as Watertight's report tells. */
export default defineRule<MessageId, Options>({
  name: 'no-observed-leak',
  description: 'Disallow lines whose resources leaked in the last run of the tests',
  recommended: false,
  messages: {
    observed: '{{leak}} ({{more}}seen in the run of {{when}})',
    stale:
      '{{leak}} ({{more}}seen in the run of {{when}}; this file has changed since: run its tests to see whether that repaired it)',
    unreadable: 'The report {{path}} cannot be read: {{problem}}.',
  },
  options: {
    reports: {
      type: 'array',
      items: { type: 'string' },
      default: ['.watertight/report.json'],
      description:
        'The reports; a relative path is looked for in the folder of the linted file and in those above it, and the nearest counts',
    },
    stale: {
      type: 'boolean',
      default: true,
      description: 'Flag a line that is still there although its file has changed since',
    },
    known: {
      type: 'boolean',
      default: false,
      description: 'Flag also the leaks that the baseline knows',
    },
    unreadable: {
      type: 'boolean',
      default: true,
      description: 'Say of a report that cannot be read why; once for a process, on the first line of a file',
    },
  },
  create(context, options) {
    const source = sourceOf(context)
    if (source === null) return {}
    return {
      Program() {
        for (const report of reportsFor(source.path, options.reports)) check(context, source, report, options)
      },
    }
  },
})

/** `null` for code that is no file of its own: standard input, a block of a document. */
function sourceOf({ filename, physicalFilename, cwd, sourceCode }: Context): Source | null {
  const isFile = !filename.startsWith('<') && physicalFilename === filename
  const path = isAbsolute(filename) ? filename : resolve(cwd, filename)
  return isFile ? { path, text: sourceCode.text, lines: sourceCode.lines } : null
}

function check(context: Context, source: Source, report: ReportFile, options: Options): void {
  const { path, observation, problem } = report
  if (observation === null) {
    if (options.unreadable && isFirstToSay(report, source.path))
      context.report({
        loc: { line: 1, column: 0 },
        messageId: 'unreadable',
        data: { path, problem: problem ?? '' },
      })
    return
  }
  const leaks = observation.leaks.get(source.path)?.filter(({ isKnown }) => options.known || !isKnown)
  if (leaks === undefined || leaks.length === 0) return
  for (const located of locate(source, leaks, observation))
    if (options.stale || !located.isStale) flag(context, source, located, observation.when)
}

function flag(
  context: Context,
  { lines }: Source,
  { leak, line, isStale, count }: LocatedLeak,
  when: string,
) {
  const text = lines[line - 1] ?? ''
  context.report({
    loc: {
      start: { line, column: text.length - text.trimStart().length },
      end: { line, column: text.trimEnd().length },
    },
    messageId: isStale ? 'stale' : 'observed',
    data: { leak: leak.message, when, more: count === 1 ? '' : `and ${count - 1} more like it, ` },
  })
}

// A thousand files need not say it a thousand times, and the one that has said it keeps saying it.
const saidBy = new WeakMap<ReportFile, string>()

function isFirstToSay(report: ReportFile, path: string): boolean {
  const first = saidBy.get(report) ?? path
  saidBy.set(report, first)
  return first === path
}
