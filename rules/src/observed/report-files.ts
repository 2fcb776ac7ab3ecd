import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'
import type { Observation } from './leak.ts'
import { parseReport, UnreadableReport } from './parse-report.ts'

/** A report that was found, and what it says or why it cannot be read. */
export interface ReportFile {
  readonly path: string
  readonly observation: Observation | null
  /** Why it cannot be read; `null` where it can. */
  readonly problem: string | null
}

/**
 * The reports that speak of a file. A relative path is looked for in the file's folder and in those above it, and the
 * nearest counts, so that each package of a repository may have its own.
 */
export function reportsFor(file: string, paths: readonly string[]): ReportFile[] {
  return paths.flatMap((path) => findReport(dirname(file), path) ?? [])
}

function findReport(folder: string, path: string): ReportFile | null {
  if (isAbsolute(path)) return readReport(path, projectOf(path))
  for (let at = folder; ; at = dirname(at)) {
    const found = readReport(join(at, path), at)
    if (found !== null || dirname(at) === at) return found
  }
}

/** `.watertight` lies in the root of its project. */
function projectOf(path: string): string {
  const folder = dirname(path)
  return basename(folder) === '.watertight' ? dirname(folder) : folder
}

// An editor lints at every key: what was read is kept for the process until the report changes.
const read = new Map<string, { readonly stamp: string; readonly report: ReportFile }>()

/** Where nothing was found, and when: the files of a folder, linted one after the other, look in the same places. */
const missing = new Map<string, number>()
const MISSING_MS = 100

function readReport(path: string, base: string): ReportFile | null {
  const nowMs = performance.now()
  if (nowMs - (missing.get(path) ?? -Infinity) < MISSING_MS) return null
  const stamp = stampOf(path)
  // One file may be found as the report of two projects.
  const key = `${path}\0${base}`
  if (stamp === null) {
    missing.set(path, nowMs)
    read.delete(key)
    return null
  }
  const known = read.get(key)
  if (known?.stamp === stamp) return known.report
  const report = parse(path, base)
  read.set(key, { stamp, report })
  return report
}

/** Changes with every write: reports are renamed into their place. */
function stampOf(path: string): string | null {
  const stats = stat(path)
  return stats?.isFile() === true ? [stats.ino, stats.size, stats.mtimeMs].join(':') : null
}

function stat(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // A folder that may not be searched, or a file where a folder should be: nothing was found there.
    return undefined
  }
}

function parse(path: string, base: string): ReportFile {
  try {
    return { path, observation: parseReport(readFileSync(path, 'utf8'), base), problem: null }
  } catch (error) {
    return { path, observation: null, problem: sayProblem(error) }
  }
}

function sayProblem(error: unknown): string {
  if (error instanceof UnreadableReport) return error.message
  const { code } = error as NodeJS.ErrnoException
  return `reading it failed${code === undefined ? '' : ` (${code})`}`
}
