import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { readTracked, trackedFiles } from './tracked-files.ts'

const source = /\.(ts|mjs|js|mts|cts)$/

test('no file is a drawer: utils, helpers, common and misc say nothing', () => {
  const drawers = trackedFiles().filter((path) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.\w+$)/.test(path))
  expect(drawers).toEqual([])
})

test('the top level holds what a newcomer expects there', () => {
  const folders = trackedFiles().flatMap((path) => /^([^./][^/]*)\//.exec(path)?.[1] ?? [])
  expect(['docs', 'fixtures', 'packages', 'reporter', 'rules']).toEqual(
    expect.arrayContaining([...new Set(folders)]),
  )
})

test('every package has the files that it says it ships, and a page for its users', () => {
  const files = trackedFiles()
  const manifests = files.filter((path) => /^(packages\/[^/]+|reporter|rules)\/package\.json$/.test(path))
  const missing = manifests.flatMap((manifest) => {
    const folder = dirname(manifest)
    const { files: shipped } = JSON.parse(readTracked(manifest)) as { files: string[] }
    // Only the build is made.
    const wanted = ['README.md', 'LICENSE', ...shipped].filter((name) => name !== 'dist')
    const isThere = (path: string) => files.some((file) => file === path || file.startsWith(`${path}/`))
    return wanted.map((name) => `${folder}/${name}`).filter((path) => !isThere(path))
  })
  expect(manifests).toHaveLength(7)
  expect([...new Set(missing)]).toEqual([])
})

test('no test is focused', () => {
  const focused = trackedFiles().filter(
    (path) => path.endsWith('.test.ts') && /\b(test|it|describe|suite)\.only\b/.test(readTracked(path)),
  )
  expect(focused.filter((path) => basename(path) !== 'files.test.ts')).toEqual([])
})

test('no tracked file names a folder of one machine', () => {
  // Written in two parts, so that this file passes its own test.
  const folders = ['/wo' + 'rk/', '/ro' + 'ot/', '/tmp/' + 'lab', '/tmp/' + 'brief']
  expect(filesThatContain(folders)).toEqual([])
})

test('no tracked file names a registry or an address to download from', () => {
  const hosts = [
    'registry.npmjs' + '.org',
    'npm' + 'mirror.com',
    'registry.yarn' + 'pkg.com',
    'npm.pkg.' + 'github.com',
  ]
  expect(filesThatContain(hosts)).toEqual([])
})

test('no source asks for its own mending later', () => {
  const words = ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X:']
  expect(filesThatContain(words, (path) => source.test(path))).toEqual([])
})

function filesThatContain(texts: readonly string[], isMeant = (_path: string) => true): string[] {
  return trackedFiles()
    .filter(isMeant)
    .flatMap((path) => {
      const content = readTracked(path)
      return texts.filter((text) => content.includes(text)).map((text) => `${path}: ${text}`)
    })
}
