import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { runProcess } from '../../../reporter/test/e2e/run-process.ts'

/** The linters that are supported, each with what its users install beside it. */
const LINTERS = {
  'eslint 8': ['eslint@8.57.1', 'typescript-eslint@8.73.0', 'typescript@6.0.3'],
  'eslint 9': ['eslint@9.39.5', 'typescript-eslint@8.73.0', 'typescript@6.0.3'],
  'eslint 10': ['eslint@10.15.0', 'typescript-eslint@8.73.0', 'typescript@6.0.3'],
  oxlint: ['oxlint@1.94.0'],
} as const

export type LinterName = keyof typeof LINTERS

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'watertight', 'linters')

/** Folder with the linter installed, by an earlier run or now. */
export async function installLinter(name: LinterName): Promise<string> {
  const folder = join(cache, LINTERS[name].join('+'))
  if (!existsSync(folder)) await install(folder, LINTERS[name])
  return folder
}

/** Runs npm in a folder; throws with what it printed if it fails. */
export async function npm(cwd: string, ...args: string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await runProcess({ command: 'npm', args, cwd })
  if (exitCode !== 0) throw new Error(`npm ${args.join(' ')}: exit code ${exitCode}\n${stdout}${stderr}`)
}

/** What every `npm install` of ours is told. */
export const INSTALL = [
  'install',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
] as const

// Renamed when complete, so that an interrupted install is never taken for one.
async function install(folder: string, packages: readonly string[]): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const draft = mkdtempSync(`${folder}-`)
  try {
    writeFileSync(join(draft, 'package.json'), '{ "private": true }\n')
    await npm(draft, ...INSTALL, ...packages)
    renameSync(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}
