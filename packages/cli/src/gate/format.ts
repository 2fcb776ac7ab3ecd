import { relocateReport } from '@watertight/findings'
import { render } from '../report/render.ts'
import { judgedReport } from './judged-report.ts'
import { noticesOf } from './notices.ts'
import type { Format } from './options.ts'
import { toJson } from './result.ts'
import type { GateResult } from './result.ts'
import { sayResult } from './say.ts'

/** The result in one of the formats; paths in annotations count from `folder`, as a repository does. */
export function formatResult(
  format: Format,
  result: GateResult,
  { color, folder }: { readonly color: boolean; readonly folder: string },
): string {
  if (format === 'text') return sayResult(result, color)
  if (format === 'json') return `${JSON.stringify(toJson(result), null, 1)}\n`
  const report = relocateReport(judgedReport(result), folder)
  return render(report, format, { color, notices: noticesOf(result.judgement) })
}
