import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { childrenOf } from '../analysis/class-members.ts'
import { rewrap } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis, Node, Variable } from '../analysis/model.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** A declaration that can be moved to module level. */
interface Hoisted {
  readonly holder: string
  readonly fix: TSESLint.ReportFixFunction
}

/** Moves `const client = new Client(…)` before what stands around it at module level, where that means the same. */
export function hoist(acquisition: Acquisition, { file }: FileAnalysis, source: SourceCode): Hoisted | null {
  const declaration = declarationOf(acquisition)
  const [variable] = declaration === null ? [] : file.scopes.getDeclaredVariables(declaration)
  if (declaration === null || variable === undefined) return null
  const statement = statementAround(declaration)
  if (statement === null || isNameTaken(variable, file)) return null
  if (!isIndependent(acquisition.node, statement, file)) return null
  return {
    holder: variable.name,
    fix: (fixer) => [
      fixer.insertTextBefore(firstOf(statement, source), `${textOf(declaration, source)}\n\n`),
      fixer.removeRange(rangeOf(declaration, source.text)),
    ],
  }
}

/** What is released or handed on in the function cannot be kept for the next call as it stands. */
function declarationOf({
  node,
  releases,
  transfers,
  holders,
}: Acquisition): TSESTree.VariableDeclaration | null {
  const { parent } = rewrap(node)
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return null
  const isEnded = releases.length > 0 || transfers.some(({ how }) => how !== 'passed')
  const { parent: declaration } = parent
  const isAlone = declaration.kind === 'const' && declaration.declarations.length === 1
  const isInBlock = declaration.parent.type === 'BlockStatement'
  return isAlone && isInBlock && !isEnded && holders.length > 0 ? declaration : null
}

function statementAround(node: Node): Node | null {
  let outer = node
  while (outer.parent && outer.parent.type !== 'Program') outer = outer.parent
  return outer === node || !outer.parent ? null : outer
}

/** Whether another variable of the name, or a global, is anywhere that the moved one would be seen from. */
function isNameTaken(variable: Variable, { scopes }: FileAnalysis['file']): boolean {
  return scopes.scopes.some(
    (scope) =>
      scope.variables.some((other) => other !== variable && other.name === variable.name) ||
      scope.through.some(
        (reference) => reference.resolved === null && reference.identifier.name === variable.name,
      ),
  )
}

/** Whether what it is built with is there at module level: nothing of a function, and nothing declared later. */
function isIndependent(node: Node, statement: Node, file: FileAnalysis['file']): boolean {
  const pending: Node[] = [
    ...('arguments' in node ? node.arguments : []),
    ...('callee' in node ? [node.callee] : []),
  ]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (/^(?:This|Await|Yield|Function|ArrowFunction|Class)Expression$|^Super$/.test(next.type)) return false
    const variable = next.type === 'Identifier' ? file.variableOf(next) : null
    if (variable !== null && !isThereBefore(variable, statement)) return false
    pending.push(...childrenOf(next, file.visitorKeys))
  }
  return true
}

function isThereBefore({ scope, defs }: Variable, statement: Node): boolean {
  if (scope.type === 'global' && defs.length === 0) return true
  if (scope.type !== 'module' && scope.type !== 'global') return false
  return defs.every(
    ({ type, node }) =>
      type === 'ImportBinding' || type === 'FunctionName' || node.range[1] <= statement.range[0],
  )
}

/** A comment that stands right above a statement belongs to it. */
function firstOf(statement: Node, source: SourceCode): Node | TSESTree.Comment {
  let first: Node | TSESTree.Comment = statement
  for (const decorator of decoratorsOf(statement)) {
    if (decorator.range[0] < first.range[0]) first = decorator
  }
  for (const comment of source.getCommentsBefore(first).toReversed()) {
    if (comment.loc.end.line < first.loc.start.line - 1 || comment.range[0] === 0) break
    first = comment
  }
  return first
}

/** Those of an exported class stand before `export`, outside of its range. */
function decoratorsOf(statement: Node): readonly TSESTree.Decorator[] {
  const isExport =
    statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
  const declared = isExport ? statement.declaration : statement
  if (declared?.type !== 'ClassDeclaration') return []
  // ESLint's own parser knows none.
  return 'decorators' in declared ? declared.decorators : []
}

function textOf(declaration: Node, source: SourceCode): string {
  // The lines of a template are its own.
  if (source.getText(declaration).includes('`')) return source.getText(declaration)
  const indent = ' '.repeat(declaration.loc.start.column)
  return source.getText(declaration).replaceAll(`\n${indent}`, '\n')
}

/** The declaration with its line, where nothing else stands on it. */
function rangeOf({ range: [start, end] }: Node, text: string): [number, number] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const rest = /^[ \t]*\n/.exec(text.slice(end))
  const isAlone = rest !== null && text.slice(lineStart, start).trim() === ''
  return isAlone ? [lineStart, end + rest[0].length] : [start, end]
}
