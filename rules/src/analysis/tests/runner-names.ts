import type { TSESLint } from '@typescript-eslint/utils'
import { mentionsOf, mentionsOfGlobals } from '../global-mentions.ts'
import type { FunctionNode, Node, Variable } from '../model.ts'
import type { SourceFile } from '../source-file.ts'
import { ROLES } from './words.ts'

/** Every mention of a name that may be a test runner's: module-level imports, aliases and known globals. */
export function mentionsOfRunner(file: SourceFile): readonly Node[] {
  const declared = topScopes(file).flatMap((scope) => scope.variables.filter(isImportOrAlias))
  return [...declared.flatMap(mentionsOf), ...mentionsOfGlobals(file, ROLES)]
}

/** Every mention of the parameters of a callback. */
export function mentionsOfParameters(file: SourceFile, callback: FunctionNode): readonly Node[] {
  return file.scopes
    .getDeclaredVariables(callback)
    .filter((variable) => variable.defs[0]?.type === 'Parameter')
    .flatMap(mentionsOf)
}

function topScopes(file: SourceFile): readonly TSESLint.Scope.Scope[] {
  const scope = file.scopes.globalScope
  if (scope === null) return []
  return [scope, ...scope.childScopes.filter(({ block }) => block.type === 'Program')]
}

function isImportOrAlias({ defs: [definition] }: Variable): boolean {
  return definition?.type === 'ImportBinding' || definition?.node.type === 'VariableDeclarator'
}
