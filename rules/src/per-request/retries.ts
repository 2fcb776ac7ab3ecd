import { isFunction, nameOfCallee, stringOf } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis, FunctionNode, Node } from '../analysis/model.ts'

const RETRY = /attempt|retr(?:y|ies)|\btries\b|backoff|(?:is|has|!\s*)connected|!\s*ready/i
const LOST = /^(?:close[d]?|disconnect(?:ed)?|end|error|exit)$/

/**
 * Whether what runs again only tries again, and goes on with what one turn opened: a loop, as its head or its last line
 * says, or a timer that is set when the connection failed or was lost.
 */
export function isRetried({ place }: Acquisition, { file }: FileAnalysis): boolean {
  const { by } = place
  switch (by?.type) {
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'WhileStatement': {
      const [start, end] = by.range
      const [bodyStart, bodyEnd] = by.body.range
      return RETRY.test(file.text.slice(start, bodyStart) + file.text.slice(bodyEnd, end))
    }
    case 'CallExpression':
      return /(?:^|\.)setTimeout$/.test(nameOfCallee(by.callee)) && isAfterFailure(by)
    default:
      return false
  }
}

function isAfterFailure(timer: Node): boolean {
  for (let outer = timer.parent; outer; outer = outer.parent) {
    if (outer.type === 'CatchClause' || (isFunction(outer) && isCalledOnFailure(outer))) return true
  }
  return false
}

/** `connection.on('close', () => …)`, `connect().catch(() => …)` */
function isCalledOnFailure({ parent }: FunctionNode): boolean {
  if (parent.type !== 'CallExpression') return false
  return /(?:^|\.)catch$/.test(nameOfCallee(parent.callee)) || LOST.test(stringOf(parent.arguments[0]) ?? '')
}
