import MagicString from 'magic-string'
import { isScalar, isSeq } from 'yaml'
import { readStyle, withLineEnds } from '../code/style.ts'
import { Unclear } from '../code/unclear.ts'
import { blockItems, insertItem, parseYaml, rangeOf, valueAt } from '../yaml/blocks.ts'
import { LEGACY, namesLegacy } from './edit-legacy.ts'

/** Extends an eslintrc that is YAML; the same text if it is there. Throws `Unclear`. */
export function editLegacyYaml(text: string): string {
  if (namesLegacy(text)) return text
  const edit = new MagicString(text)
  const value = valueAt(parseYaml(text).contents, 'extends')
  if (value === undefined) appendKey(edit)
  else extendValue(edit, value)
  return edit.toString()
}

function appendKey(edit: MagicString): void {
  const text = edit.original
  const { indent } = readStyle(text)
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  edit.append(withLineEnds(`${gap}extends:\n${indent}- ${LEGACY}\n`, text))
}

function extendValue(edit: MagicString, value: unknown): void {
  if (isScalar(value)) {
    const [start, end] = rangeOf(value)
    const former = edit.original.slice(start, end).trimEnd()
    edit.overwrite(start, start + former.length, `[${former}, '${LEGACY}']`)
    return
  }
  if (!isSeq(value)) throw new Unclear('its `extends` is neither a text nor a list')
  if (value.flow === true) {
    const [, end] = rangeOf(value)
    edit.appendLeft(end - 1, `${value.items.length === 0 ? '' : ', '}'${LEGACY}'`)
    return
  }
  const last = blockItems(value, '`extends`').at(-1)
  if (last) insertItem(edit, last, [LEGACY], value.items.length === 1)
}
