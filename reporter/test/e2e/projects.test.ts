import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareFindings, findingsOf } from './compare.ts'
import { expectationsOf } from './expectations.ts'
import { sourcesIn } from './fixture-files.ts'
import { compareOutput, readExpected, runProject, toFileResult } from './project.ts'
import type { VitestRun } from './run-vitest.ts'
import { FIXTURES, layOut } from './target.ts'

const projects = existsSync(join(FIXTURES, 'projects'))
  ? readdirSync(join(FIXTURES, 'projects')).filter((name) =>
      existsSync(join(FIXTURES, 'projects', name, 'expected.json')),
    )
  : []

test.for(projects)('%s', async (name) => {
  const copy = layOut(join('projects', name))
  try {
    const expected = readExpected(copy.path)
    const run = await runProject(copy.path, expected)
    // First, because a run that went wrong has no tests that markers could be compared with.
    expect(compareOutput(run, expected)).toEqual([])
    expect(compareMarkers(copy.path, run)).toEqual([])
  } finally {
    copy.remove()
  }
})

function compareMarkers(root: string, { report }: VitestRun): string[] {
  if (!report) return []
  const results = new Map(report.files.map((file) => [join(root, file.path), toFileResult(root, file)]))
  const expectations = sourcesIn(root).flatMap((file) =>
    expectationsOf(file, readFileSync(file, 'utf8'), results.get(file)),
  )
  return [...compareFindings(root, findingsOf(report), expectations).mismatches.values()].flat()
}
