import { printable } from '@watertight/findings'
import { UsageError } from '../usage-error.ts'

/** Parses the text of a file that is to be JSON; `name` names it in the error, which tells the line. */
export function parseJson(text: string, name: string): unknown {
  // Editors and shells of Windows put a mark before the text.
  const json = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(json)
  } catch (cause) {
    const error = cause as SyntaxError
    throw new UsageError(`Expected ${name} to be JSON, got ${sayBroken(json.trimEnd(), error)}.`, { cause })
  }
}

function sayBroken(text: string, { message }: SyntaxError): string {
  if (text === '') return 'an empty file'
  const position = positionOf(message) ?? firstBroken(text)
  const line = text.slice(0, position).split('\n').length
  return position < text.length
    ? `something else at line ${line}: ${sayReason(message)}`
    : `a text that ends too early, at line ${line}: whoever wrote it was interrupted`
}

/** V8 tells the position of what is missing, and not of what should not be there. */
function positionOf(message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1]
  return position === undefined ? undefined : Number(position)
}

/** The position of the first character with which no JSON can begin like this: found by halving the text. */
function firstBroken(text: string): number {
  let [good, bad] = [0, text.length + 1]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (canGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function canGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const { message } = error as SyntaxError
    return message.startsWith('Unexpected end') || positionOf(message) === beginning.length
  }
}

/** The message without a position, which is told as a line, and without the quoted text that may follow. */
function sayReason(message: string): string {
  return printable(message.replace(/(?: in JSON)? at position .*$|, (?:\.\.\.)?".*$/s, ''), REASON_LENGTH)
}

const REASON_LENGTH = 120
