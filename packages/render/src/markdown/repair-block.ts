import { KINDS } from '@watertight/findings'
import { ownerTitle, sayDetails, sayMessage, sayPosition, sayStack } from '../finding-words.ts'
import type { Listed } from '../listed.ts'
import { firstOf } from '../words.ts'
import { markdownBlock, markdownCode, markdownText } from './escape.ts'

/** What one repair ends, in paragraphs: the message of the first, whom else it concerns, and folded away how it came about. */
export function repairBlock([first, ...others]: readonly [Listed, ...Listed[]]): string[] {
  return [
    `#### ${headingOf(first)}`,
    markdownText(sayMessage(first.finding)),
    ...sayOthers(others),
    ...folded(first),
  ]
}

/** Lines of each list that a comment shows: the report has all. */
const MOST = 10

/** What it is, and where; by whom, where nobody knows the place. */
function headingOf(listed: Listed): string {
  const { kind, place } = listed.finding
  const { title } = KINDS[kind]
  return place === undefined
    ? `${title} in ${markdownCode(ownerTitle(listed))}`
    : `${title} at ${markdownCode(sayPosition(place))}`
}

function sayOthers(others: readonly Listed[]): string[] {
  if (others.length === 0) return []
  const owners = [...new Set(others.map(ownerTitle))].map((owner) => `- ${markdownCode(owner)}`)
  return ['The same in', firstOf(owners, MOST).join('\n')]
}

function folded(listed: Listed): string[] {
  const details = firstOf(sayDetails(listed.finding), MOST).map((line) => `- ${markdownText(line)}`)
  const stack = firstOf(sayStack(listed.finding), MOST)
  // Without them the heading has named the test already.
  if (details.length + stack.length === 0) return []
  return [
    '<details><summary>Test, stack and evidence</summary>',
    markdownCode(ownerTitle(listed)),
    ...(details.length > 0 ? [details.join('\n')] : []),
    ...(stack.length > 0 ? [markdownBlock(stack)] : []),
    '</details>',
  ]
}
