import type { ObjectExpression, Property } from 'acorn'
import { follow } from '../code/follow.ts'
import type { Names } from '../code/names.ts'
import { propertyOf, valueOf } from '../code/property.ts'
import { Unclear } from '../code/unclear.ts'

/** The objects that a configuration's `test` may be; undefined if it has none. Throws `Unclear`. */
export function testSections(object: ObjectExpression, names: Names): ObjectExpression[] | undefined {
  const property = inForce(object, 'test', names)
  if (property === undefined) return undefined
  return follow(valueOf(property), names).map((origin) => {
    if (origin.type === 'ObjectExpression') return origin
    throw new Unclear('its `test` is no object that is written out')
  })
}

/** The `reporters` of every one of these sections; undefined if none has any. Throws `Unclear`. */
export function reportersOf(object: ObjectExpression, names: Names): Property[] | undefined {
  const sections = testSections(object, names) ?? []
  const found = sections.flatMap((section) => inForce(section, 'reporters', names) ?? [])
  if (found.length === 0) return undefined
  if (found.length === sections.length) return found
  throw new Unclear('its `test` has `reporters` in some cases only')
}

// Vitest's own defaults say no more than a configuration without them.
function inForce(object: ObjectExpression, name: string, names: Names): Property | undefined {
  return propertyOf(object, name, names, ({ from, exported }) => {
    return exported === 'configDefaults' && from.startsWith('vitest/')
  })
}
