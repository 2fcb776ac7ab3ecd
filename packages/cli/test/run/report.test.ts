import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { endWithTest, probe, readRecorded } from '../survivors.ts'
import { tempFolder } from '../temp-folder.ts'
import { CONTAINMENTS, HAS_CGROUP, runReported, watertight } from '../watertight.ts'

const findings = dirname(createRequire(import.meta.url).resolve('@watertight/findings/package.json'))
const schema = JSON.parse(readFileSync(join(findings, 'schema/report.schema.json'), 'utf8')) as object
const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema)

// Until then it is the shell that was forked.
const ONCE_IT_SLEEPS = 'until grep -aq ^sleep /proc/$!/cmdline; do sleep 0.01; done'
const ONCE_IT_IS_A_SHELL = ONCE_IT_SLEEPS.replace('^sleep', '"^sh.-c.sleep 29"') + ';'

describe.each(CONTAINMENTS)('known by $kind', ({ kind, options }) => {
  test.skipIf(kind === 'cgroup' && !HAS_CGROUP)('the report has the shape of all reports', async () => {
    const { report } = await runReported(options, ['sh', '-c', `sleep 30 & ${ONCE_IT_SLEEPS}; exit 3`])
    validate(report)
    expect(validate.errors).toBeNull()
    expect(report.command).toEqual({
      line: `sh -c sleep 30 & ${ONCE_IT_SLEEPS}; exit 3`,
      exitCode: 3,
      signal: null,
      containment: kind,
      containers: [],
    })
    expect(report.summary.failing).toEqual({ 'orphan-process': 1 })
    const [file] = report.files
    expect(file).toMatchObject({ path: report.command?.line, state: 'failed' })
    expect(file?.findings[0]).toMatchObject({ kind: 'orphan-process', owner: { scope: 'run' } })
    expect(report.reaped).toMatchObject([{ command: 'sleep 30', signal: 'SIGTERM', outcome: 'ended' }])
  })
})

test('says why there is no cgroup', async () => {
  const { report } = await runReported(['--no-cgroup'], ['true'])
  expect(report.unchecked).toContainEqual({ what: 'cgroup', why: 'switched off by `--no-cgroup`' })
})

test('--json prints the report after what the command prints', async () => {
  const { stdout } = await watertight(['run', '--json', '--', 'echo', 'first'])
  const [first, json = ''] = stdout.split('\n')
  expect(first).toBe('first')
  validate(JSON.parse(json))
  expect(validate.errors).toBeNull()
})

test('--keep reports what is left, and ends nothing', async () => {
  const { command, recorded } = leaving()
  const run = await runReported(['--keep'], command)
  const left = recorded()
  expect(run.exitCode).toBe(1)
  expect(run.findings.map(({ facts }) => facts.pid)).toEqual([left?.pid])
  expect(run.report.reaped).toEqual([])
  expect(left && probe.isAlive(left)).toBe(true)
})

describe('--allow', () => {
  test('keeps what it names with all that descends from it, and ends the rest', async () => {
    const { command, recorded } = leaving(`sh -c "sleep 29.5 & wait" & ${ONCE_IT_IS_A_SHELL}`)
    const run = await runReported(['--allow', 'sleep 3*'], command)
    const left = recorded()
    expect(left && probe.isAlive(left)).toBe(true)
    expect(run.findings.map(({ facts }) => facts.command)).toEqual(['sh -c sleep 29.5 & wait'])
    expect(run.report.staleAllows).toEqual([])
  })

  test('of all that is left makes a success', async () => {
    const { command } = leaving()
    const run = await runReported(['--allow', 'sleep 30'], command)
    expect(run.findings).toEqual([])
    expect(run.exitCode).toBe(0)
  })

  test('that matched nothing is named', async () => {
    const run = await runReported(['--allow', 'no such thing'], ['true'])
    expect(run.report.staleAllows).toEqual(['no such thing'])
    expect(run.stderr).toContain('stale `--allow`, nothing matched it: no such thing')
    expect(run.exitCode).toBe(0)
  })
})

test('a report that cannot be written breaks nothing', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'file'), '')
  const run = await watertight(['run', '--report', join(folder, 'file', 'report.json'), '--', 'true'])
  expect(run.exitCode).toBe(0)
  expect(run.stderr).toContain('watertight: the report could not be written: ')
})

test('a former report stays when a new one cannot take its place', async () => {
  const folder = tempFolder()
  mkdirSync(join(folder, 'report.json'))
  await watertight(['run', '--report', join(folder, 'report.json'), '--', 'true'])
  const again = await watertight(['run', '--report', join(folder, 'report.json'), '--', 'true'])
  expect(again.stderr).toContain('watertight: the report could not be written: ')
})

test('a process that forks while it is being ended is ended with what it forked', async () => {
  const file = join(tempFolder(), 'process')
  endWithTest(() => [readRecorded(file)])
  const script = `python3 forking.py ${file} & until [ -s ${file} ]; do sleep 0.01; done`
  const run = await runReported(['--settle', '0'], ['sh', '-c', script], {
    cwd: new URL('../daemons', import.meta.url).pathname,
  })
  expect(run.exitCode).toBe(1)
  // The one that was asked to end, and its successor.
  expect(run.report.reaped.map(({ outcome }) => outcome)).toEqual(['ended', 'ended'])
})

/** A command that leaves `sleep 30`, and says who that is. */
function leaving(more = ''): { command: string[]; recorded: () => ReturnType<typeof readRecorded> } {
  const file = join(tempFolder(), 'process')
  const recorded = () => readRecorded(file)
  endWithTest(() => [recorded()])
  const script = `${more} sh -c 'cat /proc/$$/stat >"$0"; exec sleep 30 >/dev/null 2>&1' ${file} & ${ONCE_IT_SLEEPS}`
  return { command: ['sh', '-c', script], recorded }
}
