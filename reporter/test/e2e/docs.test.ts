import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAndCompare } from './fixture-set.ts'
import { layOutFiles, type Layout } from './target.ts'

const KINDS = fileURLToPath(new URL('../../../docs/kinds', import.meta.url))
const pages = readdirSync(KINDS).filter((name) => name !== 'README.md')

/** The examples of the pages, each a file that can be run: `server.leaky.test.ts`. */
const examples = Object.fromEntries(
  pages.flatMap((page) =>
    [...readFileSync(join(KINDS, page), 'utf8').matchAll(/^```ts (leaky|clean)\n(.*?)^```$/gms)].map(
      ([, form = '', text = '']) => [`${page.replace('.md', '')}.${form}.test.ts`, text] as const,
    ),
  ),
)

describe('the examples in docs/kinds', () => {
  let layout: Layout
  let checked: Awaited<ReturnType<typeof runAndCompare>>

  beforeAll(async () => {
    layout = layOutFiles(examples)
    checked = await runAndCompare(layout.path)
  })
  afterAll(() => layout.remove())

  test.each(pages)('%s shows a mistake and its repair', (page) => {
    const kind = page.replace('.md', '')
    expect(Object.keys(examples)).toEqual(
      expect.arrayContaining([`${kind}.leaky.test.ts`, `${kind}.clean.test.ts`]),
    )
  })

  // The pile that `listener` shows has no single line to mark.
  test.each(Object.keys(examples).filter((name) => name !== 'listener.leaky.test.ts'))(
    '%s is judged as the page says',
    (name) => {
      expect(checked.comparison.mismatches.get(join(checked.root, name)) ?? []).toEqual([])
    },
  )

  test('the pile of listeners is charged to every test but the first', () => {
    const owners = checked.findings.filter(({ owner }) => owner.file === 'listener.leaky.test.ts')
    expect(owners.map(({ kind }) => kind)).toEqual(Array.from({ length: 11 }, () => 'listener'))
  })
})
