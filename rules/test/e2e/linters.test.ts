import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import plugin from '../../src/index.ts'
import { configurations } from './configurations.ts'
import { makeProject, packPlugin } from './packed-project.ts'
import { runLinter } from './run-linter.ts'

const sources = new URL('./project/', import.meta.url)
const files = readdirSync(sources).filter((name) => /\.[jt]s$/.test(name))
const [leaky, clean] = [files.filter(isLeaky), files.filter((name) => !isLeaky(name))]
const flagged = leaky.flatMap(flaggedLines).toSorted()

let packed: Awaited<ReturnType<typeof packPlugin>>
beforeAll(async () => {
  packed = await packPlugin()
})
afterAll(() => {
  packed[Symbol.dispose]()
})

describe.each(configurations(Object.keys(plugin.configs.recommended.rules)))('$title', (configuration) => {
  let project: string
  beforeAll(async () => {
    project = await makeProject(packed, configuration.linter)
    writeFileSync(join(project, configuration.file), configuration.text)
  })
  afterAll(() => {
    rmSync(project, { recursive: true, force: true })
  })

  test('flags the marked lines of leaking files, and fails', async () => {
    expect(await runLinter(project, configuration, leaky)).toEqual({ exitCode: 1, findings: flagged })
  })

  test('flags nothing in their repaired twins', async () => {
    expect(await runLinter(project, configuration, clean)).toEqual({ exitCode: 0, findings: [] })
  })
})

test('every leaking file has a repaired twin', () => {
  expect(leaky.map((name) => name.replace('leaky', 'clean'))).toEqual(clean)
})

function isLeaky(name: string): boolean {
  return name.includes('leaky')
}

/** Lines that end in `// flagged: <rule>`. */
function flaggedLines(name: string): string[] {
  const lines = readFileSync(new URL(name, sources), 'utf8').split('\n')
  return lines.flatMap((line, index) => {
    const rule = /\/\/ flagged: ([\w-]+)$/.exec(line)?.[1] ?? ''
    return `watertight/${rule}` in plugin.configs.recommended.rules ? [`${name}:${index + 1} ${rule}`] : []
  })
}
