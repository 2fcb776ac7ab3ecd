import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from '../../usage-error.ts'
import { choosePackageManager, NPM, PACKAGE_MANAGERS, YARN_1_ROOT_OPTION } from './package-manager.ts'
import type { PackageManager } from './package-manager.ts'

/** A project, as its files describe it. */
export interface Project {
  /** The folder of its package.json, absolute. */
  readonly root: string
  /** The folder of the workspace that the project belongs to; the root itself where there is none. */
  readonly workspaceRoot: string
  readonly manifest: Manifest
  readonly manager: PackageManager
  /** Versions in use, or those that package.json asks for; absent where it does not. */
  readonly vitest?: string
  readonly eslint?: string
}

/** What is read of a package.json. */
interface Manifest {
  readonly name?: string
  readonly type?: string
  readonly packageManager?: string
  readonly workspaces?: unknown
  readonly scripts: Readonly<Record<string, string>>
  /** Dependencies of every sort, with the versions that are asked for. */
  readonly dependencies: Readonly<Record<string, string>>
}

/** Reads the project around a folder. Throws a `UsageError` where there is none. */
export function readProject(folder: string): Project {
  const root = findUp(folder, (path) => existsSync(join(path, 'package.json')))
  if (root === undefined) {
    throw new UsageError(`Expected a package.json in ${folder} or a folder above it, found none.`)
  }
  const manifest = readManifest(join(root, 'package.json'))
  const workspaceRoot = hasLockFile(root) ? root : (findUp(root, hasMembers) ?? root)
  // A workspace of pnpm needs no package.json at its root.
  const topFile = join(workspaceRoot, 'package.json')
  const top = existsSync(topFile) ? readManifest(topFile) : manifest
  const hasFile = (name: string) => existsSync(join(workspaceRoot, name))
  const manager = choosePackageManager(manifest.packageManager ?? top.packageManager, hasFile) ?? NPM
  const versions = {
    vitest: versionOf('vitest', root, manifest, top),
    eslint: versionOf('eslint', root, manifest, top),
  }
  return { root, workspaceRoot, manifest, manager, ...withoutAbsent(versions) }
}

/** The command that installs packages, for this project. */
export function installCommand(project: Project, packages: readonly string[]): string[] {
  const { manager, root, workspaceRoot } = project
  const isRoot = root === workspaceRoot
  const isYarn1 =
    manager.name === 'yarn' && isRoot && hasMembers(root) && !existsSync(join(root, '.yarnrc.yml'))
  const add = isRoot && hasMembers(root) ? manager.addAtRoot : manager.add
  return [...add, ...(isYarn1 ? [YARN_1_ROOT_OPTION] : []), ...packages]
}

function hasLockFile(path: string): boolean {
  return PACKAGE_MANAGERS.some(({ lockFiles }) => lockFiles.some((name) => existsSync(join(path, name))))
}

/** A folder above that merely has a lock file is another project. */
function hasMembers(path: string): boolean {
  if (existsSync(join(path, 'pnpm-workspace.yaml'))) return true
  const file = join(path, 'package.json')
  return existsSync(file) && readManifest(file).workspaces !== undefined
}

function readManifest(path: string): Manifest {
  const json = parseManifest(path)
  const texts = (key: string) => textsOf(json[key])
  return {
    ...withoutAbsent({
      name: textOf(json.name),
      type: textOf(json.type),
      packageManager: textOf(json.packageManager),
    }),
    ...(json.workspaces === undefined ? {} : { workspaces: json.workspaces }),
    scripts: texts('scripts'),
    dependencies: { ...texts('peerDependencies'), ...texts('dependencies'), ...texts('devDependencies') },
  }
}

function parseManifest(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as Record<string, unknown>
  } catch (cause) {
    throw new UsageError(`Expected ${path} to be JSON: ${(cause as Error).message}`, { cause })
  }
}

/** The version that is installed, or else the lowest that is asked for. */
function versionOf(name: string, root: string, ...manifests: readonly Manifest[]): string | undefined {
  const range = manifests.map(({ dependencies }) => dependencies[name]).find((found) => found !== undefined)
  if (range === undefined) return undefined
  const folder = findUp(root, (path) => existsSync(join(path, 'node_modules', name, 'package.json')))
  if (folder === undefined) return /\d+(?:\.\d+)*/.exec(range)?.[0]
  return textOf(parseManifest(join(folder, 'node_modules', name, 'package.json')).version)
}

function findUp(folder: string, isIt: (path: string) => boolean): string | undefined {
  if (isIt(folder)) return folder
  const parent = dirname(folder)
  return parent === folder ? undefined : findUp(parent, isIt)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function textsOf(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function withoutAbsent<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
