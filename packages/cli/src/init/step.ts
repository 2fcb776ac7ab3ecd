import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Unclear } from './code/unclear.ts'
import type { Project } from './project/project.ts'

/** A file as it would be. */
export interface Change {
  /** Relative to the project. */
  readonly path: string
  /** `null`: there is no such file yet. */
  readonly before: string | null
  readonly after: string
}

/** What is left to its owner. */
export interface Refusal {
  readonly path: string
  readonly why: string
  /** What to add by hand. */
  readonly lines: string
}

/** What became of one file that was looked at. */
export type Step = Change | Refusal

/** Edits a file of the project; what cannot be understood becomes a refusal with the lines to add by hand. */
export function editFile(
  { root }: Project,
  path: string,
  edit: (text: string) => string,
  byHand: string,
): Step {
  const before = readFileSync(join(root, path), 'utf8')
  try {
    return { path, before, after: edit(before) }
  } catch (error) {
    if (error instanceof Unclear) return { path, why: error.message, lines: byHand }
    throw error
  }
}

/** Those of some files that are in the project, in the order given. */
export function presentFiles({ root }: Project, names: readonly string[]): string[] {
  return names.filter((name) => existsSync(join(root, name)))
}

/** Whether a folder of the workspace holds a file that matches. */
export function folderHolds(path: string, pattern: RegExp): boolean {
  return existsSync(path) && readdirSync(path).some((name) => pattern.test(name))
}
