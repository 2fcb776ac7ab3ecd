/** A package manager, and how it is called. */
export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun'
  readonly lockFiles: readonly string[]
  /** Adds development dependencies; `root` for the root of a workspace, where some ask to be told. */
  readonly add: readonly string[]
  readonly addAtRoot: readonly string[]
  /** Runs the binary of an installed package. */
  readonly exec: readonly string[]
}

/** What a project without any sign has. */
export const NPM: PackageManager = {
  name: 'npm',
  lockFiles: ['package-lock.json', 'npm-shrinkwrap.json'],
  add: ['npm', 'install', '--save-dev'],
  addAtRoot: ['npm', 'install', '--save-dev'],
  exec: ['npx'],
}

/** All that are known, in the order in which their lock files are looked for. */
export const PACKAGE_MANAGERS: readonly PackageManager[] = [
  {
    name: 'pnpm',
    lockFiles: ['pnpm-lock.yaml'],
    add: ['pnpm', 'add', '--save-dev'],
    addAtRoot: ['pnpm', 'add', '--save-dev', '--workspace-root'],
    exec: ['pnpm', 'exec'],
  },
  {
    name: 'yarn',
    lockFiles: ['yarn.lock'],
    add: ['yarn', 'add', '--dev'],
    addAtRoot: ['yarn', 'add', '--dev'],
    exec: ['yarn', 'run'],
  },
  {
    name: 'bun',
    lockFiles: ['bun.lock', 'bun.lockb'],
    add: ['bun', 'add', '--dev'],
    addAtRoot: ['bun', 'add', '--dev'],
    exec: ['bunx'],
  },
  NPM,
]

/** Yarn 1 refuses to add to the root of a workspace without this; later ones do not know it. */
export const YARN_1_ROOT_OPTION = '--ignore-workspace-root-check'

/** The one that `packageManager` names (`pnpm@9.1.0`), or that has its lock file there. */
export function choosePackageManager(
  named: string | undefined,
  hasFile: (name: string) => boolean,
): PackageManager | undefined {
  const [name] = (named ?? '').split('@')
  return (
    PACKAGE_MANAGERS.find((manager) => manager.name === name) ??
    PACKAGE_MANAGERS.find(({ lockFiles }) => lockFiles.some(hasFile))
  )
}
