import type { Expression, ObjectExpression, Property } from 'acorn'
import { follow } from './follow.ts'
import type { Names } from './names.ts'
import { Unclear } from './unclear.ts'

/** A module whose exported objects say nothing that differs from the defaults. */
export type IsHarmless = (imported: { readonly from: string; readonly exported: string }) => boolean

/**
 * The property that is in force, also where a spread brings it; undefined if there is none. Throws `Unclear` where a
 * spread may bring it and cannot be seen into.
 */
export function propertyOf(
  object: ObjectExpression,
  name: string,
  names: Names,
  isHarmless: IsHarmless = () => false,
): Property | undefined {
  for (const member of [...object.properties].reverse()) {
    if (member.type === 'Property') {
      if (keyOf(member) === name) return member
      if (member.computed) throw new Unclear(`a computed key may be \`${name}\``)
      continue
    }
    for (const origin of follow(member.argument, names)) {
      if (origin.type === 'Imported' && isHarmless(origin)) continue
      if (origin.type !== 'ObjectExpression') throw new Unclear(`a spread may bring \`${name}\``)
      const found = propertyOf(origin, name, names, isHarmless)
      if (found) return found
    }
  }
  return undefined
}

/** The value of a property that is written out; a method is none. */
export function valueOf({ value, kind, method }: Property): Expression {
  if (kind === 'init' && !method) return value
  throw new Unclear('a method or accessor stands where a value was expected')
}

function keyOf({ key, computed }: Property): string | undefined {
  if (key.type === 'Identifier' && !computed) return key.name
  return key.type === 'Literal' ? String(key.value) : undefined
}
