import type MagicString from 'magic-string'
import { isMap, isScalar, parseDocument } from 'yaml'
import type { Document, Node, YAMLSeq } from 'yaml'
import { Unclear } from '../code/unclear.ts'
import { withLineEnds } from '../code/style.ts'

/**
 * Parses YAML to find places in its text. The document is never written back: that would set comments, quotes and
 * indentation as the library likes them; what is added goes between the lines that are there.
 */
export function parseYaml(text: string): Document {
  const document = parseDocument(text, { keepSourceTokens: true })
  const [error] = document.errors
  if (error) throw new Unclear(`it could not be parsed (${error.message.split('\n')[0] ?? ''})`)
  return document
}

/** The value of a key, if it is there. */
export function valueAt(node: unknown, key: string): unknown {
  return isMap(node) ? node.get(key, true) : undefined
}

/** The pairs of a map with text keys. */
export function entriesOf(node: unknown): [key: string, value: unknown][] {
  if (!isMap(node)) return []
  return node.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair.value])
}

/** The text of a scalar. */
export function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined
}

/** The items of a list that is written with one dash a line. Throws `Unclear` for `[a, b]`. */
export function blockItems(node: YAMLSeq, what: string): readonly Node[] {
  if (node.flow === true) throw new Unclear(`${what} is written in brackets`)
  return node.items as Node[]
}

/** Adds an item behind another of the same list: its lines without the dash, whose column is that of the others. */
export function insertItem(edit: MagicString, after: Node, lines: readonly string[], isFirst: boolean): void {
  const text = edit.original
  const [start, end] = rangeOf(after)
  const dash = text.lastIndexOf('-', start)
  const indent = text.slice(text.lastIndexOf('\n', dash) + 1, dash)
  if (indent.trim() !== '') throw new Unclear('an item does not begin its line')
  // Steps that are set apart by blank lines stay so.
  const gap = !isFirst && /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(0, dash)) ? '\n' : ''
  const item = lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`).join('\n')
  edit.appendLeft(lineEnd(text, start, end), withLineEnds(`\n${gap}${item}`, text))
}

/** Position behind the last line of a node, with the comment that ends it. */
function lineEnd(text: string, start: number, end: number): number {
  const last = start + text.slice(start, end).trimEnd().length
  const newline = text.indexOf('\n', last)
  const at = newline === -1 ? text.length : newline
  return text[at - 1] === '\r' ? at - 1 : at
}

/** Where a node begins and ends in the text. */
export function rangeOf(node: Node): readonly [start: number, end: number] {
  if (!node.range) throw new Unclear('a part of it has no place in the text')
  return [node.range[0], node.range[1]]
}
