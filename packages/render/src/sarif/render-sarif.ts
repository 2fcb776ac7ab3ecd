import type { Report } from '@watertight/findings'
import { sayMessage } from '../finding-words.ts'
import type { Notice, NoticeOptions } from '../notice.ts'
import { REMARKS } from '../remarks.ts'
import { ROOT_NAME } from './location.ts'
import { unlinked } from './message.ts'
import { resultsOf } from './results.ts'
import type { Results } from './results.ts'
import { folderUri, isAbsolute } from './uri.ts'

/**
 * The report as SARIF 2.1.0, as code scanning of GitHub accepts it: what fails, what warns, and suppressed what a
 * baseline knows. Pure.
 */
export function renderSarif(report: Report, { notices = [] }: NoticeOptions = {}): string {
  const found = resultsOf(report)
  const { rules, results } = found
  const run = {
    tool: { driver: { name: 'Watertight', semanticVersion: report.tool.version, rules } },
    columnKind: 'utf16CodeUnits',
    ...rootOf(report),
    invocations: [invocationOf(report, found, notices)],
    results,
  }
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 1)}\n`
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/** Only an absolute address may stand for the root; without one, whoever reads the log knows where it is. */
function rootOf({ environment: { root } }: Report): object {
  return isAbsolute(root) ? { originalUriBaseIds: { [ROOT_NAME]: { uri: folderUri(root) } } } : {}
}

/** What is no result, and still must not be lost: a command's leaks have no file, and what was not looked at is not clean. */
function invocationOf(report: Report, { placeless, cut }: Results, notices: readonly Notice[]): object {
  const startMs = Date.parse(report.startedAt)
  return {
    executionSuccessful: true,
    startTimeUtc: new Date(startMs).toISOString(),
    endTimeUtc: new Date(startMs + report.durationMs).toISOString(),
    toolExecutionNotifications: [
      ...notices.map(({ level, text }) => notification(level, text)),
      ...placeless.map(({ finding }) => notification('error', sayMessage(finding))),
      ...REMARKS.unchecked(report).map((line) => notification('warning', line)),
      ...(cut > 0 ? [notification('warning', `${cut} more results are left out`)] : []),
    ],
  }
}

function notification(level: 'error' | 'warning', text: string): object {
  return { level, message: { text: unlinked(text) } }
}
