import type { Expression, Statement } from 'acorn'
import type { Code } from './parse.ts'
import type { FunctionNode } from './returned.ts'
import { Unclear } from './unclear.ts'

/** What a file exports as its default, or assigns to `module.exports`. Throws `Unclear`. */
export function defaultExport({ program }: Code): Expression | FunctionNode {
  const found = program.body.flatMap((node) => {
    if (node.type === 'ExportDefaultDeclaration') {
      return [node.declaration as Expression | FunctionNode]
    }
    // `export = …`, which is not in acorn's own types.
    const statement = node as unknown as { type: string; expression: Expression }
    if (statement.type === 'TSExportAssignment') return [statement.expression]
    return assignedExports(node as Statement)
  })
  if (found.length === 1 && found[0] !== undefined) return found[0]
  throw new Unclear(found.length === 0 ? 'it has no default export' : 'it assigns its exports more than once')
}

/** Whether a file is CommonJS: it assigns `module.exports`. */
export function isCommonJs({ program }: Code): boolean {
  return program.body.some((node) => assignedExports(node as Statement).length > 0)
}

function assignedExports(node: Statement): Expression[] {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return []
  const { left, right } = node.expression
  if (left.type !== 'MemberExpression' || left.object.type !== 'Identifier') return []
  const isExports =
    left.object.name === 'module' && left.property.type === 'Identifier' && left.property.name === 'exports'
  return isExports ? [right] : []
}
