import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProcess } from '../e2e/run-process.ts'
import { FIXTURES } from '../e2e/target.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder above whose `node_modules` hold the packed packages and Vitest, as a user has them. */
    readonly installed: string
  }
}

const PACKAGES = [
  'packages/findings',
  'packages/probe',
  'packages/lifecycle',
  'packages/render',
  'packages/cli',
  'reporter',
]

/** Environments of Vitest that the fixtures have; Vitest finds them beside itself. */
export const ENVIRONMENTS = ['jsdom', 'happy-dom'] as const

/** Packs our packages and installs them beside Vitest, once for all tests of this project. */
export async function setup({ provide }: { provide: (key: 'installed', value: string) => void }) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'watertight-packed-'))
  const tarballs = join(folder, 'tarballs')
  mkdirSync(tarballs)
  await npm(
    join(FIXTURES, '..'),
    'pack',
    '--pack-destination',
    tarballs,
    ...PACKAGES.flatMap((path) => ['-w', path]),
  )
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const ours = readdirSync(tarballs).map((name) => join(tarballs, name))
  await npm(
    folder,
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    `vitest@${vitestVersion()}`,
    ...ours,
  )
  for (const name of ENVIRONMENTS) symlinkSync(folderOf(name), join(folder, 'node_modules', name), 'dir')
  provide('installed', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}

function folderOf(name: string): string {
  const places = createRequire(join(FIXTURES, 'package.json')).resolve.paths(name) ?? []
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(folder))
  if (found === undefined) throw new Error(`Expected ${name} among what the fixtures use, found none.`)
  return realpathSync(found)
}

/** The repository's Vitest, unless another one is to be tried. */
function vitestVersion(): string {
  const own = createRequire(import.meta.url)('vitest/package.json') as { version: string }
  return process.env.WATERTIGHT_PACKED_VITEST ?? own.version
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await runProcess({ command: 'npm', args, cwd })
  if (exitCode !== 0) throw new Error(`npm ${args.join(' ')}: exit code ${exitCode}\n${stderr}`)
}
