import type MagicString from 'magic-string'
import { indentAt } from './style.ts'
import type { Style } from './style.ts'
import { Unclear } from './unclear.ts'

/** A list in brackets: what stands in it, and where its closing bracket is. */
export interface List {
  readonly items: readonly { readonly start: number; readonly end: number }[]
  /** Just after the opening bracket. */
  readonly inside: number
  /** Position of the closing bracket. */
  readonly close: number
}

/** The list of an array or object literal, or of the arguments of a call. */
export function listOf(
  node: { readonly start: number; readonly end: number },
  items: readonly (List['items'][number] | null)[],
  inside = node.start + 1,
): List {
  return { items: items.filter((item) => item !== null), inside, close: node.end - 1 }
}

/**
 * Adds an item at the end of a list: on a line of its own where the last item has one, and else behind it. The
 * item's own lines are indented to fit; nothing but a comma is changed of what is there. Throws `Unclear`.
 */
export function appendTo(edit: MagicString, list: List, item: string, style: Style): void {
  const text = edit.original
  const last = list.items.at(-1)
  if (last === undefined) {
    fillEmpty(edit, list, item, style)
    return
  }
  const lastEnd = endOf(last.end, text, list.close)
  const rest = text.slice(lastEnd, list.close)
  const comma = commaIn(rest)
  const isOnOwnLine = text.slice(list.inside, last.start).includes('\n') && rest.includes('\n')
  if (!isOnOwnLine) {
    const separator = comma === -1 ? ', ' : ' '
    edit.appendLeft(
      comma === -1 ? lastEnd : lastEnd + comma + 1,
      `${separator}${reindent(item, indentAt(text, last.start))}`,
    )
    return
  }
  const indent = indentAt(text, last.start)
  if (comma === -1) edit.appendLeft(lastEnd, ',')
  // Behind a comment that stands at the end of the last item's line, or on lines below it.
  const end = lastEnd + rest.trimEnd().length
  edit.appendLeft(end, `\n${indent}${reindent(item, indent)}${comma === -1 ? '' : ','}`)
}

function fillEmpty(edit: MagicString, { inside, close }: List, item: string, style: Style): void {
  const text = edit.original
  const outer = indentAt(text, inside)
  const isObject = text[close] === '}'
  const hasComment = text.slice(inside, close).trim() !== ''
  if (!item.includes('\n') && !hasComment) {
    edit.appendLeft(inside, isObject ? ` ${item} ` : item)
    if (close > inside) edit.remove(inside, close)
    return
  }
  const indent = outer + style.indent
  const end = inside + text.slice(inside, close).trimEnd().length
  edit.appendLeft(end, `\n${indent}${reindent(item, indent)},${hasComment ? '' : `\n${outer}`}`)
  if (!hasComment && close > end) edit.remove(end, close)
}

/** Where an item ends with the parentheses around it, which the parser does not count to it. */
function endOf(end: number, text: string, close: number): number {
  const rest = withoutComments(text.slice(end, close))
  const [parentheses = ''] = /^(?:\s*\))*/.exec(rest) ?? []
  if (/^\s*,?\s*$/.test(rest.slice(parentheses.length))) return end + parentheses.length
  throw new Unclear('it could not be seen where the last item of a list ends')
}

/** Where the comma is behind an item, outside of comments; -1 for none. */
function commaIn(rest: string): number {
  return withoutComments(rest).indexOf(',')
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\/.*|\/\*[^]*?\*\//g, (comment) => ' '.repeat(comment.length))
}

function reindent(item: string, indent: string): string {
  return item.replaceAll('\n', `\n${indent}`)
}
