import MagicString from 'magic-string'
import type { CallExpression } from 'acorn'
import { appendTo, listOf } from '../code/append.ts'
import { importedCallee, sayCall } from '../code/callee.ts'
import { defaultExport } from '../code/exported.ts'
import { follow } from '../code/follow.ts'
import type { Origin } from '../code/follow.ts'
import { hasText } from '../code/has-text.ts'
import { importDefault } from '../code/import-default.ts'
import { readNames } from '../code/names.ts'
import type { Names } from '../code/names.ts'
import { parseCode } from '../code/parse.ts'
import { quoted, readStyle, withLineEnds } from '../code/style.ts'
import type { Style } from '../code/style.ts'
import { Unclear } from '../code/unclear.ts'

const PLUGIN = 'eslint-plugin-watertight'

/** Adds the recommended rules to a flat configuration's text; the same text if they are there. Throws `Unclear`. */
export function editFlat(text: string): string {
  const code = parseCode(text)
  if (hasText(code, [PLUGIN])) return text
  const names = readNames(code)
  const style = readStyle(text)
  const [origin, ...others] = follow(defaultExport(code), names)
  if (origin === undefined || others.length > 0) throw new Unclear('it exports one of several configurations')
  const edit = new MagicString(text)
  const local = importDefault(edit, code, names, { module: PLUGIN, name: 'watertight', style })
  addConfig(edit, origin, `${local}.configs.recommended`, { names, style })
  return withLineEnds(edit.toString(), text)
}

/** What to add by hand where the configuration was not understood. */
export function flatByHand(style: Style = readStyle('')): string {
  const load = `import watertight from ${quoted(PLUGIN, style)}${style.semicolon}`
  return `${load}\n\n// last in the list that is exported\nwatertight.configs.recommended,`
}

/** A configuration for a project that has ESLint and none. */
export function newFlat(style: Style): string {
  const load = `import watertight from ${quoted(PLUGIN, style)}${style.semicolon}`
  return `${load}\n\nexport default [watertight.configs.recommended]${style.semicolon}\n`
}

interface Context {
  readonly names: Names
  readonly style: Style
}

function addConfig(edit: MagicString, origin: Origin, item: string, { names, style }: Context): void {
  if (origin.type === 'ArrayExpression') {
    appendTo(edit, listOf(origin, origin.elements), item, style)
    return
  }
  if (origin.type === 'ObjectExpression') {
    edit.appendLeft(origin.start, '[').appendLeft(origin.end, `, ${item}]`)
    return
  }
  if (origin.type !== 'CallExpression') throw new Unclear(`it exports something computed (${origin.type})`)
  const callee = importedCallee(origin, names)
  const isList = LIST_MAKERS.some(({ from, name }) => callee?.from === from && callee.name === name)
  if (!isList) {
    throw new Unclear(`what \`${sayCall(origin, edit.original)}(…)\` gives cannot be seen in this file`)
  }
  addToCall(edit, origin, item, style)
}

/** Functions that return their arguments, flattened. */
const LIST_MAKERS = [
  { from: 'eslint/config', name: 'defineConfig' },
  { from: 'typescript-eslint', name: 'config' },
]

function addToCall(edit: MagicString, call: CallExpression, item: string, style: Style): void {
  const [first, ...others] = call.arguments
  const list =
    first?.type === 'ArrayExpression' && others.length === 0
      ? listOf(first, first.elements)
      : listOf(call, call.arguments, call.callee.end + 1)
  appendTo(edit, list, item, style)
}
