import type { Acquisition, FileAnalysis, Node } from '../analysis/model.ts'

/**
 * The property of the global object in which a resource is kept for the next time, where nothing in the file looks for
 * it there: a cache that is only written.
 */
export function unreadGlobal(
  { transfers, place, resource }: Acquisition,
  { file }: FileAnalysis,
): string | null {
  const store = transfers.find(({ how, to }) => how === 'global' && to !== undefined)
  if (store?.to === undefined || resource.shared !== true || store.node.type !== 'MemberExpression')
    return null
  // At module level it may be there for other files; what differs by NODE_ENV is there for reloads of this one.
  if (place.rhythm === 'once' && !isUnderNodeEnv(store.node, file.text)) return null
  return isMentionedElsewhere(file.text, store.to, store.node) ? null : `globalThis.${store.to}`
}

/** As a property: `.prisma`, `['prisma']`, `{ prisma }`; in a type it is followed by a colon. */
function isMentionedElsewhere(text: string, name: string, store: Node): boolean {
  const mention = new RegExp(`[.'"[{,]\\s*${name.replaceAll('$', '\\$')}(?![\\w$]|\\??:)`, 'g')
  return [...text.matchAll(mention)].some(({ index }) => index < store.range[0] || index >= store.range[1])
}

function isUnderNodeEnv(node: Node, text: string): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.type === 'IfStatement') {
      if (text.slice(...outer.test.range).includes('NODE_ENV')) return true
    } else if (outer.type === 'LogicalExpression' && text.slice(...outer.left.range).includes('NODE_ENV'))
      return true
  }
  return false
}
