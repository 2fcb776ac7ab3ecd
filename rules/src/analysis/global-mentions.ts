import type { Node, Variable } from './model.ts'
import type { SourceFile } from './source-file.ts'

/** Every mention of some globals, whether the linter was told that they exist or not. */
export function mentionsOfGlobals(
  { scopes }: SourceFile,
  names: Pick<ReadonlySet<string>, 'has' | 'keys'>,
): readonly Node[] {
  const { globalScope } = scopes
  if (globalScope === null) return []
  const found: Node[] = []
  // By the names asked for: a file may be told of a thousand globals.
  for (const name of names.keys()) {
    const variable = globalScope.set.get(name)
    if (variable?.defs.length === 0) found.push(...mentionsOf(variable))
  }
  for (const { identifier } of globalScope.through) {
    if (identifier.type === 'Identifier' && names.has(identifier.name)) found.push(identifier)
  }
  return found
}

/** Every mention that reads a variable. */
export function mentionsOf({ references }: Variable): readonly Node[] {
  return references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier)
}
