import { expect, describe, test } from 'vitest'
import { readTracked, trackedFiles } from './tracked-files.ts'

const pages = trackedFiles().filter((path) => /^docs\/guide\/.*\.md$/.test(path))

const included = pages.flatMap((page) =>
  [...readTracked(page).matchAll(/^```\w+ file=(\S+)\n(.*?)^```$/gms)].map(([, path = '', text = '']) => ({
    page,
    path,
    text,
  })),
)

test.each(included)('$page shows $path as it is', ({ path, text }) => {
  expect(text).toBe(readTracked(path))
})

test('the guide shows every template and every recipe', () => {
  const files = trackedFiles().filter((path) => /^fixtures\/(templates|recipes)\//.test(path))
  expect(included.map(({ path }) => path).sort()).toEqual(files.sort())
})

test('the guide lists each of its pages', () => {
  const index = readTracked('docs/guide/README.md')
  const others = pages.filter((path) => path !== 'docs/guide/README.md')
  expect(others.filter((path) => !index.includes(`(${path.replace('docs/guide/', '')})`))).toEqual([])
})

describe('the review checklist', () => {
  const lines = readTracked('docs/guide/review-checklist.md')
    .split('\n')
    .filter((line) => /^\| .*\?/.test(line))
  const rules = trackedFiles().flatMap((path) => /^docs\/rules\/((?!README).*)\.md$/.exec(path)?.[1] ?? [])

  test.each(lines)('%s', (line) => {
    const links = [...line.matchAll(/\[([\w-]+)\]\(\.\.\/(rules|kinds)\/\1\.md\)/g)]
    expect(links).not.toEqual([])
    expect(line.match(/\]\(/g)).toHaveLength(links.length)
    for (const [, name = '', folder = ''] of links) {
      expect(trackedFiles()).toContain(`docs/${folder}/${name}.md`)
    }
  })

  test('leaves out no rule', () => {
    // It is about what the last run saw, and so about what the kinds say.
    const asked = rules.filter((rule) => rule !== 'no-observed-leak')
    expect(asked.filter((rule) => !lines.some((line) => line.includes(`/rules/${rule}.md`)))).toEqual([])
  })
})
