import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readStyle } from '../code/style.ts'
import { editFile, folderHolds, presentFiles } from '../step.ts'
import type { Step } from '../step.ts'
import type { Project } from '../project/project.ts'
import { editVitest } from './edit-vitest.ts'
import { linesByHand, newConfig } from './lines.ts'

/**
 * The reporter goes into the configuration of the root, also of a project with `test.projects` or a workspace file:
 * Vitest reads `reporters` nowhere else.
 */
export function planVitest(project: Project): Step[] {
  if (project.vitest === undefined) return []
  const hasGithubActions = folderHolds(join(project.workspaceRoot, '.github/workflows'), /\.ya?ml$/)
  const byHand = linesByHand(readStyle(''), hasGithubActions)
  const files = configFiles(project)
  if (isTooOld(project.vitest)) {
    return [
      {
        path: files[0] ?? 'vitest.config.ts',
        why: `Vitest 3.2 or newer is needed, and this is ${project.vitest}`,
        lines: byHand,
      },
    ]
  }
  if (files.length === 0) {
    return [{ path: newName(project), before: null, after: newConfig(readStyle(''), hasGithubActions) }]
  }
  return files.map((path) => {
    const readModule = (specifier: string) => readNeighbour(join(project.root, path), specifier)
    return editFile(project, path, (text) => editVitest(text, { readModule, hasGithubActions }), byHand)
  })
}

/** The file that Vitest takes by itself, and those that scripts name with `--config`. */
export function configFiles(project: Project): string[] {
  const [own] = presentFiles(project, CONFIG_NAMES)
  const named = Object.values(project.manifest.scripts)
    .filter((script) => /\bvitest\b/.test(script))
    .flatMap((script) => [...script.matchAll(/(?:--config|-c)[=\s]+["']?([^\s"'&|;]+)/g)])
    .map(([, path = '']) => path.replace(/^\.\//, ''))
  const files = [...(own === undefined ? [] : [own]), ...presentFiles(project, named)]
  return [...new Set(files)]
}

/** The arguments with which Vitest reads the configuration that was set up. */
export function configArguments(project: Project): string[] {
  const [file] = configFiles(project)
  return file === undefined || CONFIG_NAMES.includes(file) ? [] : ['--config', file]
}

const EXTENSIONS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs']
// In the order in which Vitest looks.
const CONFIG_NAMES = ['vitest.config', 'vite.config'].flatMap((name) =>
  EXTENSIONS.map((extension) => `${name}.${extension}`),
)

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < 3 || (major === 3 && minor < 2)
}

function newName({ root, manifest }: Project): string {
  if (existsSync(join(root, 'tsconfig.json'))) return 'vitest.config.ts'
  return manifest.type === 'module' ? 'vitest.config.js' : 'vitest.config.mjs'
}

/** The text of a relative import, with whichever extension; undefined for a package. */
function readNeighbour(file: string, specifier: string): string | undefined {
  if (!/^\.{1,2}\//.test(specifier)) return undefined
  const path = join(dirname(file), specifier)
  const bare = path.replace(/\.[cm]?js$/, '')
  const candidates = [
    path,
    ...EXTENSIONS.flatMap((end) => [`${path}.${end}`, `${bare}.${end}`, join(path, `index.${end}`)]),
  ]
  const found = candidates.find((candidate) => existsSync(candidate) && /\.[cm]?[jt]s$/.test(candidate))
  return found === undefined ? undefined : readFileSync(found, 'utf8')
}
