import { readFileSync, realpathSync, statSync } from 'node:fs'
import { extname, resolve, sep } from 'node:path'
import { findingsOf } from '@watertight/findings'
import type { Report } from '@watertight/findings'

/** A source file beyond this size is generated, and an excerpt of it helps nobody. */
const LARGEST_FILE_BYTES = 2 * 1024 ** 2
const MOST_BYTES = 64 * 1024 ** 2

/** A report may come from anywhere: nothing but source code is read on its behalf. */
const SOURCE = new Set(
  '.ts .mts .cts .tsx .js .mjs .cjs .jsx .vue .svelte .astro .py .rb .go .rs .java .sh'.split(' '),
)

/**
 * The text of the files that findings name as their place, by the path in the report. Only source files below the
 * report's root are read, links followed; what cannot be read is left out.
 */
export function readSources(report: Report): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  const root = realPath(report.environment.root)
  if (root === undefined) return sources
  let left = MOST_BYTES
  for (const file of placesOf(report)) {
    const text = readBelow(root, file, Math.min(left, LARGEST_FILE_BYTES))
    if (text === undefined) continue
    sources.set(file, text)
    left -= Buffer.byteLength(text)
  }
  return sources
}

function placesOf({ files }: Report): ReadonlySet<string> {
  const findings = files.flatMap(findingsOf)
  return new Set(findings.flatMap(({ place }) => (place === undefined ? [] : [place.file])))
}

function readBelow(root: string, file: string, mostBytes: number): string | undefined {
  const path = realPath(resolve(root, file))
  if (path?.startsWith(root.endsWith(sep) ? root : `${root}${sep}`) !== true) return undefined
  if (!SOURCE.has(extname(path))) return undefined
  try {
    const stats = statSync(path)
    return stats.isFile() && stats.size <= mostBytes ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}

/** `undefined` where there is none, as for a report of another machine. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
