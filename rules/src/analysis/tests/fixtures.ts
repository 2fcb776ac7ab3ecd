import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfProperty, stringOf } from '../expressions.ts'
import type { Node, TestPlace } from '../model.ts'

/** The property that a fixture's function is the value of, alone or first in `[function, options]`, and the options. */
export function propertyAround(site: Node): [TSESTree.Property | null, Node | undefined] {
  const { parent } = site
  if (parent?.type === 'Property' && parent.value === site) return [parent, undefined]
  if (parent?.type !== 'ArrayExpression' || parent.elements[0] !== site) return [null, undefined]
  return parent.parent.type === 'Property'
    ? [parent.parent, parent.elements[1] ?? undefined]
    : [null, undefined]
}

/** How long a fixture lives, by its options. */
export function scopeIn(options: Node | undefined): NonNullable<TestPlace['scope']> {
  if (options?.type !== 'ObjectExpression') return 'test'
  for (const property of options.properties) {
    if (property.type !== 'Property' || nameOfProperty(property) !== 'scope') continue
    const scope = stringOf(property.value)
    return scope === 'file' || scope === 'worker' ? scope : 'test'
  }
  return 'test'
}
