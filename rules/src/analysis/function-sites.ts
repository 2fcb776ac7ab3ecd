import type { TSESLint } from '@typescript-eslint/utils'
import { rewrap } from './expressions.ts'
import type { FunctionNode, Node } from './model.ts'
import type { SourceFile } from './source-file.ts'

/** Where a function stands as a value: the literal itself, then every mention of its name. */
export function sitesOfFunction(file: SourceFile, node: FunctionNode): readonly Node[] {
  if (node.type === 'FunctionDeclaration') return mentionsOf(file, node, node.id?.name)
  return [rewrap(node), ...mentionsOfHolder(file, node), ...mentionsOf(file, node, node.id?.name)]
}

/** Mentions of the variable that a function expression is put in, by declaration or by assignment. */
export function mentionsOfHolder(file: SourceFile, value: Node): readonly Node[] {
  const { parent } = rewrap(value)
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    return mentionsOf(file, parent, parent.id.name)
  }
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'Identifier') return []
  return file.variableOf(parent.left)?.references.filter(isRead).map(identifierOf) ?? []
}

/** Mentions of a name that a node declares. A class declares its name twice: outside and inside itself. */
export function mentionsOf(file: SourceFile, declaration: Node, name: string | undefined): readonly Node[] {
  if (name === undefined) return []
  return file.scopes
    .getDeclaredVariables(declaration)
    .filter((variable) => variable.name === name)
    .flatMap((variable) => variable.references.filter(isRead).map(identifierOf))
}

function isRead(reference: TSESLint.Scope.Reference): boolean {
  // eslint-scope, which knows no types, leaves `isValueReference` out.
  return reference.isRead() && (reference as { isValueReference?: boolean }).isValueReference !== false
}

function identifierOf(reference: TSESLint.Scope.Reference): Node {
  return reference.identifier
}
