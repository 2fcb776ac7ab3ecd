import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Report } from '@watertight/findings'
import { CLEAN_TEST, LEAKY_TEST, LEAK_SENTENCE } from '../e2e/leaky-project.ts'
import { OUR_REPORTERS } from '../e2e/run-vitest.ts'
import { userProject } from './user-project.ts'
import type { UserProject } from './user-project.ts'

const BLOB = ['--reporter=blob', '--reporter=@watertight/vitest'] as const
const SHARDS = ['1', '2', '3'] as const

test('three shards make one report, by their blobs or by their own reports, and one gate judges both', async () => {
  const project = userProject({
    'leaky.test.ts': LEAKY_TEST,
    'clean.test.ts': CLEAN_TEST,
    'other.test.ts': CLEAN_TEST,
  })
  const shards = await runShards(project)
  expect(shards.flatMap(({ files }) => files)).toHaveLength(3)

  const merged = await project.vitest(['--merge-reports', ...OUR_REPORTERS])
  expect(merged.exitCode).toBe(1)
  expect(merged.stderr).toMatch(LEAK_SENTENCE)
  const { report } = merged
  expect(report?.files.map(({ path }) => path)).toEqual(['clean.test.ts', 'leaky.test.ts', 'other.test.ts'])
  expect(report?.summary).toMatchObject({ checkedTests: 5, failing: { server: 1 } })
  expect(report?.unchecked).toEqual([])
  // A short file may end before its worker was sampled: what was sampled came with the blob, as the shard saw it.
  expect(shards.flatMap(samplesOf)).toEqual(expect.arrayContaining(report === null ? [] : samplesOf(report)))
  expect(report?.workers.map(({ files }) => files)).toEqual(
    expect.arrayContaining(shards.flatMap(({ workers }) => workers.map(({ files }) => files))),
  )

  const ofMerged = await project.watertight('gate', '--json')
  const ofShards = await project.watertight('gate', '--json', ...SHARDS.map((shard) => `shard-${shard}.json`))
  expect([ofMerged.exitCode, ofShards.exitCode]).toEqual([1, 1])
  expect(verdictOf(ofShards.stdout)).toEqual(verdictOf(ofMerged.stdout))

  const known = ['--baseline', 'known.json']
  await project.watertight('gate', ...known, '--update', ...SHARDS.map((shard) => `shard-${shard}.json`))
  expect((await project.watertight('gate', ...known)).exitCode).toBe(0)
  // One shard says nothing about what the others hold, and drops nothing.
  for (const shard of SHARDS) {
    const run = await project.watertight('gate', ...known, '--update', `shard-${shard}.json`)
    expect(run).toMatchObject({ exitCode: 0 })
  }
  expect((await project.watertight('gate', ...known)).exitCode).toBe(0)
})

async function runShards(project: UserProject): Promise<Report[]> {
  const reports: Report[] = []
  for (const shard of SHARDS) {
    const { report } = await project.vitest([...BLOB, `--shard=${shard}/${SHARDS.length}`])
    if (report === null) throw new Error(`No report: ${readdirSync(project.path).join(' ')}`)
    reports.push(report)
    renameSync(join(project.path, '.watertight/report.json'), join(project.path, `shard-${shard}.json`))
  }
  return reports
}

function samplesOf({ workers }: Report): string[] {
  return workers.flatMap(({ files, samples }) =>
    samples.map(({ rssBytes, cpuPercent }) => `${files.join()}: ${rssBytes} bytes, ${cpuPercent} %`),
  )
}

function verdictOf(stdout: string): unknown {
  const { verdict, leaks, missed } = JSON.parse(stdout) as {
    verdict: string
    leaks: readonly { standing: string; fingerprint: string }[]
    missed: unknown
  }
  return { verdict, missed, leaks: leaks.map(({ standing, fingerprint }) => ({ standing, fingerprint })) }
}
