import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Change } from './step.ts'

/**
 * Writes changes that were consented to; returns the paths of those whose file is not any more what was shown, which
 * are left as they are.
 */
export function applyChanges(root: string, changes: readonly Change[]): string[] {
  const isAsShown = ({ path, before }: Change) => readIfThere(join(root, path)) === before
  for (const change of changes.filter(isAsShown)) writeChange(root, change)
  return changes.filter(({ path, after }) => readIfThere(join(root, path)) !== after).map(({ path }) => path)
}

function writeChange(root: string, { path, after }: Change): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, after)
}

function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
