import type { Variable } from '../model.ts'
import { isInside } from './start.ts'
import type { Walk } from './walk.ts'

const ERROR_NAME = /^_?(?:e|ex|er|err|error|exception|failure)$|(?:Err|Error)$/

/**
 * Whether a variable is the error that comes in place of the resource: the first parameter of the callback that
 * delivers it, or what is destructured with it (`const [error, client] = await attempt(connect)`).
 */
export function isErrorOfAcquisition(walk: Walk, variable: Variable): boolean {
  const [name] = variable.identifiers
  if (name === undefined || !ERROR_NAME.test(variable.name)) return false
  const { start } = walk
  if (start !== null) return start.type === 'VariableDeclarator' && isInside(name, start.id)
  const { scope, acquiredAt } = walk.query
  return scope.type !== 'Program' && scope.parent === acquiredAt && scope.params[0] === name
}
