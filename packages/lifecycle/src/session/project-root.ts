import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

// The repository before the package: a workspace's servers are its project's, whichever folder started them.
const ROOT_MARKS = ['.git', 'package.json'] as const

/** The project that a folder belongs to: its repository, else its package, else the folder itself. */
export function findProjectRoot(folder: string = process.cwd()): string {
  const folders = selfAndAncestors(folder)
  const roots = ROOT_MARKS.map((mark) => folders.find((candidate) => existsSync(join(candidate, mark))))
  return roots.find((root) => root !== undefined) ?? folder
}

function selfAndAncestors(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...selfAndAncestors(parent)]
}
