import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** A project that is written on the spot and goes with the test; `modules` lends it those of the repository. */
export function projectFolder(
  files: Readonly<Record<string, string>>,
  { modules = false }: { readonly modules?: boolean } = {},
): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'watertight-init-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  if (modules) symlinkSync(MODULES, join(folder, 'node_modules'), 'dir')
  return folder
}

/** The text of a file of a project. */
export function readIn(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}
