import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { editIgnore } from './ignore-file.ts'
import { editFile } from './step.ts'
import type { Step } from './step.ts'
import type { Project } from './project/project.ts'

/** The folder of reports is ignored, in a repository of git. */
export function planIgnore(project: Project): Step[] {
  if (project.vitest === undefined) return []
  if (existsSync(join(project.root, '.gitignore'))) return [editFile(project, '.gitignore', editIgnore, '')]
  if (!isInRepository(project.root)) return []
  return [{ path: '.gitignore', before: null, after: editIgnore('') }]
}

// In a worktree and a submodule `.git` is a file.
function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true
  const parent = dirname(folder)
  return parent !== folder && isInRepository(parent)
}
