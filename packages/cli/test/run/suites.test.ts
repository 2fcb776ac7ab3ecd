import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { probe } from '../survivors.ts'
import { runReported, UNTIL_ENDED } from '../watertight.ts'

/** Suites that leave a server on a port, and their repaired twins. */
const SUITES = [
  {
    name: "Python's unittest",
    folder: 'python',
    leaky: ['python3', '-m', 'unittest', 'test_leaky'],
    clean: ['python3', '-m', 'unittest', 'test_clean'],
  },
  { name: 'a shell suite', folder: 'shell', leaky: ['sh', 'leaky.sh'], clean: ['sh', 'clean.sh'] },
  {
    name: 'a Node suite',
    folder: 'node',
    leaky: ['node', '--test', 'leaky.test.mjs'],
    clean: ['node', '--test', 'clean.test.mjs'],
  },
] as const

describe.each(SUITES)('$name', ({ folder, leaky, clean }) => {
  const cwd = fileURLToPath(new URL(`../suites/${folder}`, import.meta.url))

  test('that leaves a server is told its command line, its port and whose child it was', async () => {
    const run = await runReported([], leaky, { cwd })
    const [finding] = run.findings
    expect(run.findings).toHaveLength(1)
    expect(finding?.facts).toMatchObject({
      kind: 'orphan-process',
      listens: [expect.stringMatching(/^127\.0\.0\.1:\d+$/)],
    })
    expect(finding?.facts.command).toMatch(/server\.(py|mjs)/)
    expect(finding?.evidence).toContainEqual(expect.stringMatching(/^started by /))
    expect(finding?.evidence).toContainEqual(expect.stringMatching(/^running for [\d.]+ s/))
    expect(run.exitCode).toBe(1)
    expect(probe.readProcess(finding?.facts.pid ?? 0)?.command).not.toBe(finding?.facts.command)
  })

  test('that ends its server succeeds', async () => {
    const run = await runReported(UNTIL_ENDED, clean, { cwd })
    expect(run.findings).toEqual([])
    expect(run.exitCode).toBe(0)
  })

  test('is sampled while it runs', async () => {
    const run = await runReported(UNTIL_ENDED, clean, { cwd })
    expect(run.report.workers[0]?.samples.length).toBeGreaterThan(0)
    expect(run.report.summary.peak.rssBytes).toBeGreaterThan(0)
    expect(run.report.summary.peak.descriptors).toBeGreaterThan(0)
  })
})
