import type { Report } from '@watertight/findings'
import { commandOf } from './listed.ts'
import { plural } from './words.ts'

/** In how much was looked: `12 tests`, `1 command`, or both. */
export function sayExtent(report: Report): string {
  const commands = report.files.filter((file) => commandOf(file, report) !== undefined).length
  const { checkedTests } = report.summary
  const parts = [
    ...(checkedTests > 0 || commands === 0 ? [plural(checkedTests, 'test')] : []),
    ...(commands > 0 ? [plural(commands, 'command')] : []),
  ]
  return parts.join(' and ')
}
