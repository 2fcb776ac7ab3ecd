import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { resolveConfig } from 'vitest/node'
import { editVitest } from '../../src/init/vitest/edit-vitest.ts'
import { Unclear } from '../../src/init/code/unclear.ts'
import { projectFolder } from './project-folder.ts'
import { REFUSED, SHAPES } from './vitest-shapes.ts'
import type { Shape } from './vitest-shapes.ts'

describe('the reporter is added to', () => {
  test.each(SHAPES)('$name', ({ before, after, beside }) => {
    const edited = edit(before, beside)
    expect(edited).toBe(after)
    expect(edit(edited, beside), 'twice').toBe(after)
  })
})

describe('Vitest takes the reporters of', () => {
  test.each(SHAPES)('$name', async (shape) => {
    expect(await loadReporters(shape)).toEqual(shape.reporters ?? ['default', '@watertight/vitest'])
  })
})

describe('is left alone, with the reason:', () => {
  test.each(REFUSED)('$name', ({ text, why }) => {
    expect(() => edit(text)).toThrow(Unclear)
    expect(() => edit(text)).toThrow(why)
  })

  test('mergeConfig with a file of the project that has reporters too', () => {
    const text = `import { mergeConfig } from 'vitest/config'\nimport base from './base'\nexport default mergeConfig(base, { test: {} })\n`
    expect(() => edit(text, { './base': `export default { test: { reporters: 'dot' } }` })).toThrow(
      '`./base`, which it is joined with, sets `reporters` too',
    )
  })
})

test.each([
  ['', ['default', '@watertight/vitest']],
  ['true', ['default', 'github-actions', '@watertight/vitest']],
])(
  'in a project with workflows of GitHub the annotations stay: GITHUB_ACTIONS=%s',
  async (value, expected) => {
    vi.stubEnv('GITHUB_ACTIONS', value)
    onTestFinished(() => void vi.unstubAllEnvs())
    const edited = edit('export default {\n  test: {},\n}\n', {}, true)
    expect(edited).toContain(`...(process.env.GITHUB_ACTIONS ? ['github-actions'] : []),\n`)
    expect(edit(edited, {}, true)).toBe(edited)
    expect(await loadReporters({ name: '', before: '', after: edited })).toEqual(expected)
  },
)

test('Windows line ends stay', () => {
  const edited = edit('export default {\r\n  test: {},\r\n}\r\n')
  expect(edited.replaceAll('\r\n', '')).not.toContain('\n')
  expect(edited).toContain('@watertight/vitest')
})

test.each([
  "export default { test: { reporters: ['default', '@watertight/vitest'] } }",
  "import leaks from '@watertight/vitest/plugin'\nexport default { plugins: [leaks()] }",
])('nothing is added to %s', (config) => {
  expect(edit(config)).toBe(config)
})

test('what is commented out counts for nothing', () => {
  expect(edit("// '@watertight/vitest'\nexport default { test: {} }\n")).toContain('watertight-baseline')
})

function edit(text: string, beside: Readonly<Record<string, string>> = {}, hasGithubActions = false): string {
  const readModule = (specifier: string) => beside[specifier] ?? beside[`${specifier.replace('./', '')}.ts`]
  return editVitest(text, { readModule, hasGithubActions })
}

/** The names of the reporters that Vitest itself reads out of the edited file. */
async function loadReporters({ after, file = 'vitest.config.ts', beside }: Shape): Promise<unknown[]> {
  const root = projectFolder(
    { 'package.json': '{ "type": "module" }', ...beside, [file]: after },
    { modules: true },
  )
  const { vitestConfig } = await resolveConfig({ root, config: `${root}/${file}` })
  return vitestConfig.reporters.map((reporter) => (Array.isArray(reporter) ? reporter[0] : reporter))
}
