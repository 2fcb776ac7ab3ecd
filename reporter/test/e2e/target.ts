import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's `fixtures` folder, absolute. */
export const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url))

const REPOSITORY = join(FIXTURES, '..')

/** What is tested: the installed Vitest on this Node, or the pair that the matrix names. */
export const target = {
  node: process.env.WATERTIGHT_E2E_NODE ?? process.execPath,
  /** A folder whose `node_modules` hold the Vitest and our packages; absent: the repository's own. */
  layout: process.env.WATERTIGHT_E2E_LAYOUT,
}

/** A folder that is removed when its user is done; `path` is absolute. */
export interface Layout {
  readonly path: string
  readonly remove: () => void
}

/**
 * Copies a folder of fixtures to a place of its own, from where Vitest, our packages and the clients resolve, so
 * that a run never writes into the repository.
 */
export function layOut(folder: string): Layout {
  const layout = layOutEmpty(folder)
  cpSync(join(FIXTURES, folder), layout.path, { recursive: true, filter: isFixture })
  return layout
}

/** The same for a project that is written on the spot: texts by relative path. */
export function layOutFiles(files: Readonly<Record<string, string>>): Layout {
  const layout = layOutEmpty('project')
  for (const [path, text] of Object.entries(files)) writeFileSync(join(layout.path, path), text)
  return layout
}

function layOutEmpty(folder: string): Layout {
  const parent = mkdtempSync(join(realpathSync(target.layout ?? tmpdir()), 'watertight-e2e-'))
  const path = join(parent, 'fixtures', folder)
  mkdirSync(path, { recursive: true })
  if (target.layout === undefined) link(join(REPOSITORY, 'node_modules'), join(parent, 'node_modules'))
  link(join(FIXTURES, 'node_modules'), join(parent, 'fixtures/node_modules'))
  writeFileSync(join(parent, 'fixtures/package.json'), '{ "private": true, "type": "module" }\n')
  return { path, remove: () => rmSync(parent, { recursive: true, force: true }) }
}

function link(from: string, to: string): void {
  if (existsSync(from)) symlinkSync(from, to, 'dir')
}

function isFixture(path: string): boolean {
  return !['node_modules', '.watertight', '.vitest.json', 'dist'].includes(basename(path))
}
