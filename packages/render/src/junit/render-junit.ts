import type { Report } from '@watertight/findings'
import type { NoticeOptions } from '../notice.ts'
import { suitesOfNotices } from './notices.ts'
import { suiteOf } from './suite.ts'
import type { Suite } from './suite.ts'
import { element, formatXml } from './xml.ts'
import type { Element } from './xml.ts'

/**
 * The report as JUnit XML, as GitLab and Jenkins read it: one suite a file, one case a test, leaks as failures. What is
 * charged to a file, a suite or a worker is a case of its own. Pure.
 */
export function renderJunit(report: Report, { notices = [] }: NoticeOptions = {}): string {
  const suites = [...suitesOfNotices(notices), ...report.files.map((file) => suiteOf(file, report))]
  const totals = {
    tests: sum(suites, 'tests'),
    failures: sum(suites, 'failures'),
    errors: sum(suites, 'errors'),
  }
  const time = seconds(report.durationMs)
  return formatXml(element('testsuites', { name: 'watertight', ...totals, time }, suites.map(formatSuite)))
}

function formatSuite({
  name,
  tests,
  failures,
  errors,
  skipped,
  durationMs,
  startedAt,
  cases,
}: Suite): Element {
  const counts = { tests, failures, errors, skipped }
  return element('testsuite', { name, ...counts, time: seconds(durationMs), timestamp: startedAt }, cases)
}

function sum(suites: readonly Suite[], key: 'tests' | 'failures' | 'errors'): number {
  return suites.reduce((total, suite) => total + suite[key], 0)
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}
