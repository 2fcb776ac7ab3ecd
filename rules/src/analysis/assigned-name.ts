import { nameOfCallee, nameOfProperty } from './expressions.ts'
import type { Node } from './model.ts'

/**
 * The name that an assignment gives to a function for others to call: `exports.query = …`, `Users.prototype.find = …`.
 * Null for `module.exports = …`, and for what calls back, as `socket.onopen = …`.
 */
export function assignedName(assignment: Node): string | null {
  if (assignment.type !== 'AssignmentExpression') return null
  const { left } = assignment
  if (left.type !== 'MemberExpression') return null
  return OFFERED.test(nameOfCallee(left.object)) ? nameOfProperty(left) : null
}

const OFFERED = /^(?:module\.)?exports$|\.prototype$/
