import { types } from 'node:util'
import { printable } from './untrusted.ts'

/** A wrong value as an error shows it: `` `-5` (number) ``; what has no type worth naming stands alone. */
export function sayReceived(value: unknown): string {
  if (value === undefined || value === null) return `\`${String(value)}\``
  return `\`${printable(literal(value), SHOWN)}\` (${typeName(value)})`
}

const SHOWN = 60

function literal(value: unknown): string {
  if (typeof value === 'function') return value.name || 'anonymous'
  if (typeof value !== 'string' && !isPlain(value)) return String(value)
  try {
    return JSON.stringify(value)
  } catch {
    // A cycle or a BigInt inside: the type has to do.
    return Object.prototype.toString.call(value)
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && !types.isRegExp(value)
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return types.isRegExp(value) ? 'RegExp' : typeof value
}
