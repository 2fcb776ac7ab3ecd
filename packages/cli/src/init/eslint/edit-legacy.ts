import MagicString from 'magic-string'
import type { ObjectExpression } from 'acorn'
import { appendTo, listOf } from '../code/append.ts'
import { defaultExport } from '../code/exported.ts'
import { follow } from '../code/follow.ts'
import { readNames } from '../code/names.ts'
import type { Names } from '../code/names.ts'
import { parseCode, parseJsonObject } from '../code/parse.ts'
import { propertyOf, valueOf } from '../code/property.ts'
import { quoted, readStyle, withLineEnds } from '../code/style.ts'
import type { Style } from '../code/style.ts'
import { Unclear } from '../code/unclear.ts'

/** What an eslintrc extends. */
export const LEGACY = 'plugin:watertight/legacy-recommended'

/** Whether an eslintrc has the plugin already. */
export function namesLegacy(text: string): boolean {
  return /(?:plugin:|['"]|\s)(?:eslint-plugin-)?watertight\b/.test(text)
}

/** Extends an eslintrc that is a script; the same text if it is there. Throws `Unclear`. */
export function editLegacyScript(text: string): string {
  if (namesLegacy(text)) return text
  const code = parseCode(text)
  const names = readNames(code)
  const [origin, ...others] = follow(defaultExport(code), names)
  if (origin?.type !== 'ObjectExpression' || others.length > 0) {
    throw new Unclear('what it exports is no object that is written out')
  }
  return extend(text, origin, names, readStyle(text))
}

/** Extends an eslintrc that is JSON, with comments or without. Throws `Unclear`. */
export function editLegacyJson(text: string): string {
  if (namesLegacy(text)) return text
  return extend(text, parseJsonObject(text), NO_NAMES, { ...readStyle(text), quote: '"' })
}

/** Extends the `eslintConfig` of a package.json. Throws `Unclear`. */
export function editPackageJson(text: string): string {
  const property = propertyOf(parseJsonObject(text), 'eslintConfig', NO_NAMES)
  if (property?.value.type !== 'ObjectExpression') throw new Unclear('its `eslintConfig` is no object')
  if (namesLegacy(text.slice(property.start, property.end))) return text
  return extend(text, property.value, NO_NAMES, { ...readStyle(text), quote: '"' })
}

/** What to add by hand where the configuration was not understood. */
export function legacyByHand(): string {
  return `"extends": ["${LEGACY}"]`
}

const NO_NAMES: Names = { imports: new Map(), values: new Map(), taken: new Set() }

function extend(text: string, object: ObjectExpression, names: Names, style: Style): string {
  const edit = new MagicString(text)
  const property = propertyOf(object, 'extends', names)
  const item = quoted(LEGACY, style)
  if (property === undefined) {
    // Behind them a comma would come, which JSON does not have.
    if (object.properties.length === 0 && /\/[/*]/.test(text.slice(object.start, object.end))) {
      throw new Unclear('it holds nothing but comments')
    }
    const key = style.quote === '"' ? '"extends"' : 'extends'
    appendTo(edit, listOf(object, object.properties), `${key}: [${item}]`, style)
  } else {
    const value = valueOf(property)
    if (value.type === 'ArrayExpression') appendTo(edit, listOf(value, value.elements), item, style)
    else if (value.type === 'Literal') edit.appendLeft(value.start, '[').appendLeft(value.end, `, ${item}]`)
    else throw new Unclear('its `extends` is computed')
  }
  return withLineEnds(edit.toString(), text)
}
