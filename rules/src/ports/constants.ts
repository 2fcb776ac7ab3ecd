import { unwrap } from '../analysis/expressions.ts'
import type { Node } from '../analysis/model.ts'
import type { SourceFile } from '../analysis/source-file.ts'

/** More names than these from a use to its value are not followed. */
const MAX_HOPS = 8

/** The expression that a name always stands for; itself where it is none. */
export function valueOf(written: Node, file: SourceFile): Node {
  let node = unwrap(written)
  for (let hops = MAX_HOPS; node.type === 'Identifier' && hops > 0; hops -= 1) {
    const variable = file.variableOf(node)
    const declarator = variable?.defs.length === 1 ? variable.defs[0]?.node : undefined
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return node
    if (declarator.init === null || variable?.references.some(isReassigned) === true) return node
    node = unwrap(declarator.init)
  }
  return node
}

function isReassigned(reference: { isWrite(): boolean; init?: boolean | null | undefined }): boolean {
  return reference.isWrite() && reference.init !== true
}

/** The number that an expression always is, by itself or through names: `3000`, `'3000'`, `BASE + 1`; else null. */
export function numberOf(written: Node, file: SourceFile, hops = MAX_HOPS): number | null {
  const node = valueOf(written, file)
  if (node.type === 'Literal') return numberOfLiteral(node.value)
  if (node.type !== 'BinaryExpression' || hops === 0) return null
  const [left, right] = [node.left, node.right].map((side) => numberOf(side, file, hops - 1))
  if (typeof left !== 'number' || typeof right !== 'number') return null
  if (node.operator === '+') return left + right
  return node.operator === '-' ? left - right : null
}

function numberOfLiteral(value: unknown): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null
}
