import type { Report } from '@watertight/findings'

/** The report as it is written by a run: what was read from several files is one now. Pure. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 1)}\n`
}
