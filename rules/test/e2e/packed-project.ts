import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { INSTALL, installLinter, type LinterName, npm } from './linters.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** Packs the plugin as it is published; the folder goes when the returned object is disposed of. */
export async function packPlugin(): Promise<
  Disposable & { readonly tarball: string; readonly folder: string }
> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'watertight-linters-'))
  await npm(repository, 'pack', '--pack-destination', folder, '-w', 'rules')
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
  return {
    folder,
    tarball: join(folder, tarball),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/**
 * A project with the sources of ./project, where the packed plugin is installed and the linter is found one folder up,
 * as in a workspace.
 */
export async function makeProject(
  { folder, tarball }: { readonly folder: string; readonly tarball: string },
  linter: LinterName,
): Promise<string> {
  const workspace = mkdtempSync(join(folder, 'workspace-'))
  const project = join(workspace, 'project')
  mkdirSync(project)
  symlinkSync(join(await installLinter(linter), 'node_modules'), join(workspace, 'node_modules'), 'dir')
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  // Peers are those of the workspace.
  await npm(project, ...INSTALL, '--legacy-peer-deps', tarball)
  cpSync(new URL('./project', import.meta.url), project, { recursive: true })
  return project
}
