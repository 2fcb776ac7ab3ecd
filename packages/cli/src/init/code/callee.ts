import type { CallExpression } from 'acorn'
import type { Imported, Names } from './names.ts'
import { unwrap } from './unwrap.ts'

/** Which export of which module a call calls; `tseslint.config(…)` is the export `config`. */
export function importedCallee({ callee }: CallExpression, { imports }: Names): Imported | undefined {
  const node = unwrap(callee)
  if (node.type === 'Identifier') return imports.get(node.name)
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return undefined
  const module = imports.get(node.object.name)
  if (module === undefined || node.property.type !== 'Identifier') return undefined
  return { from: module.from, name: node.property.name }
}

/** The words of a call, to name it in a sentence. */
export function sayCall({ callee }: CallExpression, text: string): string {
  const words = text.slice(callee.start, callee.end).replaceAll(/\s+/g, ' ')
  return words.length > 40 ? `${words.slice(0, 40)}…` : words
}
