import { createHash } from 'node:crypto'
import type { SourceDigest } from './finding.ts'

/** Digests of a file's text and of one of its lines (1-based); `undefined` where the file has no such line. */
export function sourceDigest(text: string, line: number): SourceDigest | undefined {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const found = plain.split('\n')[line - 1]
  return found === undefined ? undefined : { line: digestOf(found.trim()), file: digestOf(plain) }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
