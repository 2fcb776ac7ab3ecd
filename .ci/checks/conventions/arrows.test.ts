import { expect, test } from 'vitest'
import { readTracked, trackedFiles } from './tracked-files.ts'

/** Which packages each package may import: arrows go one way. */
const mayImport: Record<string, readonly string[]> = {
  'packages/findings': [],
  'packages/probe': ['findings'],
  'packages/lifecycle': ['findings', 'probe'],
  'packages/render': ['findings'],
  'packages/cli': ['findings', 'probe', 'lifecycle', 'render'],
  reporter: ['findings', 'probe', 'lifecycle', 'render'],
  rules: [],
}

const imported =
  /(?:from|import)\s*\(?\s*['"]@watertight\/([\w-]+)|from ['"](watertight|eslint-plugin-watertight)['"]/g

test.each(Object.keys(mayImport))('%s imports only what its arrow allows', (folder) => {
  const allowed = mayImport[folder] ?? []
  const sources = trackedFiles().filter((path) => path.startsWith(`${folder}/src/`) && path.endsWith('.ts'))
  const wrong = sources.flatMap((path) =>
    packagesImportedBy(path)
      .filter((name) => !allowed.includes(name))
      .map((name) => `${path} imports ${name}`),
  )
  expect(wrong).toEqual([])
})

test('relative imports stay inside their package and end in .ts', () => {
  const sources = trackedFiles().filter((path) =>
    /^(packages\/[^/]+|reporter|rules)\/src\/.*\.ts$/.test(path),
  )
  const wrong = sources.flatMap((path) =>
    wrongRelativeImports(path).map((specifier) => `${path}: ${specifier}`),
  )
  expect(wrong).toEqual([])
})

function packagesImportedBy(path: string): string[] {
  return [...readTracked(path).matchAll(imported)].map((match) => match[1] ?? match[2] ?? '')
}

function wrongRelativeImports(path: string): string[] {
  const depth = path.slice(path.indexOf('src/')).split('/').length - 1
  const specifiers = [...readTracked(path).matchAll(/^\s*(?:import|export|\}).*from '(\.[^']+)'/gm)].map(
    (match) => match[1] ?? '',
  )
  return specifiers.filter((specifier) => !specifier.endsWith('.ts') || climbs(specifier) >= depth)
}

function climbs(specifier: string): number {
  return specifier.split('/').filter((segment) => segment === '..').length
}
