import type { Place } from './finding.ts'
import { LIMITS, printable } from './untrusted.ts'

/** A path relative to the root where it lies below it, `/` separated; any other stays as it is. */
export function relativePath(file: string, root: string): string {
  const path = slashed(file)
  const base = slashed(root).replace(/\/+$/, '')
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path
}

/** `test/api.test.ts:12:18`. */
export function sayPlace({ file, line, column }: Place, root: string): string {
  return `${printable(relativePath(file, root), LIMITS.path)}:${line}:${column}`
}

/** The same path with `/` between its parts, on every system. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}
