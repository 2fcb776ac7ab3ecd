import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const EXTEND = fileURLToPath(new URL('../worker/extend-runner.js', import.meta.url))

/** Has work done when this process ends. */
export type AtExit = (work: () => void) => void

/**
 * Writes the module that stands in for a runner of the user's own. It lies outside of node_modules, so that
 * Vite, and not Node, loads the user's runner from it: that may be TypeScript. It goes when this process ends.
 */
export function writeRunnerFile(userRunner: string, atExit: AtExit): string {
  const directory = mkdtempSync(join(tmpdir(), 'watertight-runner-'))
  atExit(() => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, 'runner.mjs')
  writeFileSync(path, sourceOf(userRunner))
  return path
}

function sourceOf(userRunner: string): string {
  return [
    `import UserRunner from ${JSON.stringify(userRunner)}`,
    `import { extendRunner } from ${JSON.stringify(EXTEND)}`,
    'export default extendRunner(UserRunner)',
    '',
  ].join('\n')
}
