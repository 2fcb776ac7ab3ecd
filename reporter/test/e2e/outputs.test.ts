import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findingsOf } from './compare.ts'
import { CLEAN_TEST, LEAKY_TEST, LEAK_SENTENCE } from './leaky-project.ts'
import { OUR_REPORTERS, runVitest } from './run-vitest.ts'
import { layOutFiles, type Layout } from './target.ts'

let project: Layout
beforeEach(() => {
  project = layOutFiles({
    'leaky.test.ts': LEAKY_TEST,
    'clean.test.ts': CLEAN_TEST,
    'other.test.ts': CLEAN_TEST,
  })
})
afterEach(() => {
  project.remove()
})

test('two flags fail the leaking test and only that one', async () => {
  const run = await runVitest({ cwd: project.path, args: OUR_REPORTERS })
  expect(run.stderr).toMatch(LEAK_SENTENCE)
  expect(run.stdout).toMatch(/Tests {2}1 failed \| 4 passed/)
  expect(run.exitCode).toBe(1)
})

test('a clean suite passes and gets one line', async () => {
  const run = await runVitest({ cwd: project.path, args: [...OUR_REPORTERS, 'clean', 'other'] })
  expect(run.exitCode).toBe(0)
  expect(run.stdout.split('\n').filter((line) => /watertight/i.test(line))).toHaveLength(1)
  expect(run.stderr).toBe('')
})

test('the report tells a test that failed by itself from one that only a leak failed', async () => {
  const own = LEAKY_TEST.replace(/\}\)\n(?=test\('comes after)/, "  throw new Error('of its own')\n})\n")
  const failing = layOutFiles({ 'leaky.test.ts': LEAKY_TEST, 'own.test.ts': own })
  try {
    const { report } = await runVitest({ cwd: failing.path, args: OUR_REPORTERS })
    const failed = report?.files.map(({ path, tests: [, test] }) => [path, test?.state, test?.failedItself])
    expect(failed).toEqual([
      ['leaky.test.ts', 'failed', undefined],
      ['own.test.ts', 'failed', true],
    ])
  } finally {
    failing.remove()
  }
})

describe('the failure is carried by', () => {
  test('junit', async () => {
    const output = await fileWrittenBy('junit', 'junit.xml')
    expect(unescapeXml(output)).toMatch(LEAK_SENTENCE)
    expect(output).toMatch(/<testsuites [^>]*failures="1"/)
  })

  test('json', async () => {
    const output = JSON.parse(await fileWrittenBy('json', 'results.json')) as { numFailedTests: number }
    expect(JSON.stringify(output).replaceAll(String.raw`\"`, '"')).toMatch(LEAK_SENTENCE)
    expect(output.numFailedTests).toBe(1)
  })

  test('github-actions', async () => {
    const args = ['--reporter=github-actions', '--reporter=@watertight/vitest']
    const run = await runVitest({ cwd: project.path, args, env: { GITHUB_ACTIONS: 'true' } })
    expect(run.stdout).toMatch(/::error file=\S*leaky\.test\.ts,.*line=6,/)
    expect(run.exitCode).toBe(1)
  })

  test('blobs of three shards that are merged', async () => {
    const args = ['--reporter=blob', '--reporter=@watertight/vitest']
    const shards = []
    for (const shard of ['1/3', '2/3', '3/3'])
      shards.push(await runVitest({ cwd: project.path, args: [...args, `--shard=${shard}`] }))
    expect(shards.map(({ exitCode }) => exitCode).sort()).toEqual([0, 0, 1])

    const merged = await runVitest({ cwd: project.path, args: ['--merge-reports', ...OUR_REPORTERS] })
    expect(merged.exitCode).toBe(1)
    expect(merged.stderr).toMatch(LEAK_SENTENCE)
    expect(merged.report?.files).toHaveLength(3)
    expect(merged.report && findingsOf(merged.report).map(({ kind }) => kind)).toEqual(['server'])
  })
})

test('the plugin is a second way in', async () => {
  const plugged = layOutFiles({
    'leaky.test.ts': LEAKY_TEST,
    'vitest.config.mjs': `import watertight from '@watertight/vitest/plugin'\nexport default { plugins: [watertight()] }\n`,
  })
  try {
    const run = await runVitest({ cwd: plugged.path })
    expect(run.stderr).toMatch(LEAK_SENTENCE)
    expect(run.exitCode).toBe(1)
  } finally {
    plugged.remove()
  }
})

async function fileWrittenBy(reporter: string, name: string): Promise<string> {
  const args = [`--reporter=${reporter}`, '--reporter=@watertight/vitest', `--outputFile.${reporter}=${name}`]
  const run = await runVitest({ cwd: project.path, args })
  expect(run.exitCode).toBe(1)
  return readFileSync(join(project.path, name), 'utf8')
}

function unescapeXml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&apos;', "'")
}
