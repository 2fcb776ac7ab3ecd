import type { SourceDigest } from './finding.ts'
import { sha256 } from './sha256.ts'

/** Digests of a file's text and of one of its lines (1-based); `undefined` where the file has no such line. */
export function sourceDigest(text: string, line: number): SourceDigest | undefined {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const found = plain.split('\n')[line - 1]
  return found === undefined ? undefined : { line: sha256(found.trim(), DIGITS), file: sha256(plain, DIGITS) }
}

const DIGITS = 12
