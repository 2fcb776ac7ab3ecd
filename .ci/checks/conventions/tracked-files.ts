import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Paths of all tracked files that exist, relative to the root. */
export function trackedFiles(): string[] {
  const output = execFileSync('git', ['ls-files', '-z', '--cached'], { cwd: root, encoding: 'utf8' })
  return output.split('\0').filter((path) => path !== '' && isFile(join(root, path)))
}

/** The text of a tracked file. */
export function readTracked(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}
