import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { baselineEntry, formatBaseline, parseBaseline } from '@watertight/findings'
import type { Report } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../temp-folder.ts'
import { watertight } from '../watertight.ts'
import { commandReport, fileOf, findingOf, leaking, reportOf, testOf } from './reports.ts'

const server = findingOf()

describe('exit code', () => {
  test.each<[number, string, Report, string[]]>([
    [0, 'passed: nothing new · 1 test', reportOf(), []],
    [1, 'failed: 1 new leak · 1 test', leaking(server), []],
    [1, 'failed: 1 budget exceeded · 1 test', reportOf(), ['--budget', 'rss=99MB']],
    [3, 'cannot say: 1 thing was not checked · 0 tests', reportOf({ files: [] }), []],
  ])('%i: %s', async (code, head, report, args) => {
    const { exitCode, stdout, stderr } = await gate(report, args)
    expect({ exitCode, stderr }).toEqual({ exitCode: code, stderr: '' })
    expect(stdout.split('\n')[0]).toBe(` watertight gate  ${head}`)
  })

  test.each<[string, string[], string]>([
    ['a report that is not there', ['none.json'], 'there is no such file'],
    ['an update of nothing', ['report.json', '--update'], '`--update` needs `--baseline <file>`'],
    [
      'two outputs',
      ['report.json', '--json', '--format', 'text'],
      "option '--json' cannot be used with option '-f, --format <format>'",
    ],
    ['a wrong format', ['report.json', '--format', 'xml'], 'Expected `text`'],
    ['no name of a baseline', ['report.json', '--baseline', ''], 'Expected a text'],
    ['a wrong budget', ['report.json', '--budget', 'rss=lots'], 'a size like `512MB`'],
    ['a wrong kind', ['report.json', '--max', 'timers=1'], 'Did you mean `timer`?'],
    ['an output in no folder', ['report.json', '-o', 'report.json/out'], 'The output could not be written'],
  ])('2: %s', async (_what, args, message) => {
    const cwd = folderWith({ 'report.json': json(reportOf()) })
    const { exitCode, stdout, stderr } = await watertight(['gate', ...args], { cwd })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

test('reads .watertight/report.json where nothing is named, and says what is missing where it is not there', async () => {
  const { exitCode, stderr } = await watertight(['gate'], { cwd: tempFolder() })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('`.watertight/report.json`')
})

describe('the baseline', () => {
  const other = findingOf({ kind: 'timer', fingerprint: 'aaaaaaaaaaaaaaaa' })
  const elsewhere = findingOf({
    fingerprint: 'bbbbbbbbbbbbbbbb',
    owner: { ...server.owner, file: 'test/other.test.ts' },
  })

  test('is written only when that is asked for', async () => {
    const cwd = folderWith({ 'report.json': json(leaking(server)) })
    const { exitCode, stdout } = await watertight(['gate', 'report.json', '--baseline', 'known.json'], {
      cwd,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('there is no known.json yet: `--update` records what leaks now')
    expect(readdirSync(cwd)).toEqual(['report.json'])
  })

  test('takes up what leaks, and the next run passes', async () => {
    const cwd = folderWith({ 'report.json': json(leaking(server)) })
    const args = ['gate', 'report.json', '--baseline', 'sub/known.json']
    const { exitCode, stdout } = await watertight([...args, '--update'], { cwd })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('sub/known.json was updated: 1 recorded, 0 dropped')
    expect(await watertight(args, { cwd })).toMatchObject({ exitCode: 0 })
  })

  test('names what is fixed, drops it with an update, and keeps what did not run', async () => {
    const cwd = folderWith({
      'report.json': json(leaking(server)),
      'known.json': formatBaseline(
        [server, other, elsewhere].map((one) => baselineEntry(one, '/home/ada/shop')),
      ),
    })
    const args = ['gate', 'report.json', '--baseline', 'known.json']
    const before = readFileSync(join(cwd, 'known.json'), 'utf8')
    const named = await watertight(args, { cwd })
    expect(named.exitCode).toBe(0)
    expect(named.stdout).toContain('fixed: 1 entry to remove from known.json (`--update` does it)')
    expect(named.stdout).toContain('aaaaaaaaaaaaaaaa timer test/api.test.ts > creates a user')
    expect(readFileSync(join(cwd, 'known.json'), 'utf8')).toBe(before)

    const updated = await watertight([...args, '--update'], { cwd })
    expect(updated.stdout).toContain('known.json was updated: 0 recorded, 1 dropped')
    const left = parseBaseline(readFileSync(join(cwd, 'known.json'), 'utf8'), 'known.json')
    expect(left.map(({ fingerprint }) => fingerprint)).toEqual([server.fingerprint, elsewhere.fingerprint])
  })

  test.each([
    ['is cut off', '{ "version": 1, "findings": ['],
    ['holds a merge conflict', '{\n<<<<<<< ours\n'],
    ['is of a later version', '{ "version": 99, "findings": [] }'],
  ])('that %s is refused and left as it is, even by an update', async (_what, text) => {
    const cwd = folderWith({ 'report.json': json(leaking(server)), 'known.json': text })
    const args = ['gate', 'report.json', '--baseline', 'known.json', '--update']
    const { exitCode, stdout, stderr } = await watertight(args, { cwd })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/Expected `known\.json` to .* Nothing was changed\.$/m)
    expect(readFileSync(join(cwd, 'known.json'), 'utf8')).toBe(text)
    expect(readdirSync(cwd).sort()).toEqual(['known.json', 'report.json'])
  })

  test('is not written where a report cannot be read', async () => {
    const cwd = folderWith({ 'report.json': '{' })
    const args = ['gate', 'report.json', '--baseline', 'known.json', '--update']
    expect(await watertight(args, { cwd })).toMatchObject({ exitCode: 2 })
    expect(existsSync(join(cwd, 'known.json'))).toBe(false)
  })

  test('says that it cannot tell which of several leaks of one sort is the new one', async () => {
    const second = { ...server, fingerprint: 'cccccccccccccccc' }
    const cwd = folderWith({
      'report.json': json(leaking(server, second)),
      'known.json': formatBaseline([baselineEntry(server, '/home/ada/shop')]),
    })
    const { stdout } = await watertight(['gate', 'report.json', '--baseline', 'known.json'], { cwd })
    expect(stdout).toContain('1 leak like it is known there: one of them may be the new one.')
  })
})

test('a report of yesterday is judged, and said to be old', async () => {
  const hour = 3_600_000
  const before = (ms: number) => ({ startedAt: new Date(Date.now() - ms).toISOString() })
  expect((await gate(reportOf(before(25 * hour)), [])).stdout).toContain(
    'the report is 1 day old: is it of this run?',
  )
  expect((await gate(reportOf(before(0)), [])).stdout).not.toContain(' old')
})

test('several reports are judged as one', async () => {
  const files = [
    fileOf({ path: 'test/other.test.ts', tests: [testOf({ findings: [findingOf({ kind: 'timer' })] })] }),
  ]
  const cwd = folderWith({
    'a.json': json(leaking(server)),
    'b.json': json(reportOf({ files, startedAt: '2026-01-31T12:00:01.000Z' })),
  })
  const { exitCode, stdout } = await watertight(['gate', 'a.json', 'b.json', '--json'], { cwd })
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'failed',
    exitCode: 1,
    checkedTests: 2,
    leaks: [
      { standing: 'new', kind: 'server' },
      { standing: 'new', kind: 'timer' },
    ],
    baseline: null,
  })
})

describe('reports of several roots', () => {
  const names = ['a.json', 'b.json']
  const gateFrom = async (roots: (cwd: string) => readonly string[], given: Partial<Report> = {}) => {
    const cwd = realpathSync(tempFolder())
    for (const [index, root] of roots(cwd).entries()) {
      const report = index === 0 ? reportOf() : { ...leaking(server), ...given }
      const environment = { ...report.environment, root }
      writeFileSync(join(cwd, names[index] ?? ''), json({ ...report, environment }))
    }
    return watertight(['gate', ...names, '--format', 'github'], { cwd })
  }

  test.each([
    [
      'two packages',
      (cwd: string) => [join(cwd, 'packages/a'), join(cwd, 'packages/b')],
      'packages/a (a.json)',
    ],
    ['a package and the folder above it', (cwd: string) => [cwd, join(cwd, 'packages/b')], '. (a.json)'],
  ])('are refused where they are %s', async (_what, roots, first) => {
    const { exitCode, stdout, stderr } = await gateFrom(roots)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`got those of two: ${first} and packages/b (b.json).`)
  })

  test.each([
    ['checkouts of other machines', () => ['/home/ada/shop', '/builds/1/shop']],
    ['this checkout and that of another machine', (cwd: string) => [cwd, '/builds/1/shop']],
    ['one package', (cwd: string) => [join(cwd, 'packages/b'), join(cwd, 'packages/b')]],
  ])('are judged as one where they are %s', async (_what, roots) => {
    expect(await gateFrom(roots)).toMatchObject({ exitCode: 1, stderr: '' })
  })

  test('are judged as one where one is of a command, which has no tests that could be mixed up', async () => {
    const { command, files } = commandReport()
    const given = { files, ...(command && { command }) }
    expect(await gateFrom((cwd) => [cwd, join(cwd, 'packages/b')], given)).toMatchObject({ exitCode: 0 })
  })
})

describe('what fails the gate fails in', () => {
  const known = findingOf({ kind: 'timer', fingerprint: 'aaaaaaaaaaaaaaaa', message: 'A known timer.' })
  const args = ['--baseline', 'known.json', '--budget', 'fds=3', '--format']
  const formatted = async (format: string) => {
    const cwd = folderWith({
      'report.json': json(leaking(server, known)),
      'known.json': formatBaseline([baselineEntry(known, '/home/ada/shop')]),
    })
    const { exitCode, stdout } = await watertight(['gate', 'report.json', ...args, format], { cwd })
    expect(exitCode).toBe(1)
    return stdout
  }

  test('markdown', async () => {
    const text = await formatted('markdown')
    expect(text).toMatch(/^## Watertight: ❌ 1 leak/)
    expect(text).toContain('- ❌ over budget: open descriptors peaked at 20 of 3')
    expect(text).toContain('Besides: 1 known to the baseline.')
  })

  test('annotations', async () => {
    const lines = (await formatted('github')).trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^::error title=Watertight gate::over budget/)
    expect(lines[1]).toMatch(/^::error title=.*file=test\/api\.test\.ts,line=12/)
  })

  test('JUnit', async () => {
    const text = await formatted('junit')
    expect(text).toMatch(/<testsuites name="watertight" tests="2" failures="2"/)
    expect(text).toContain('<testsuite name="watertight gate" tests="1" failures="1"')
  })

  test.each([
    ['passes if only a leak failed it that is known now', {}, 'errors="0"'],
    ['is an error still if it failed by itself too', { failedItself: true } as const, 'errors="1"'],
  ])('JUnit, where a test %s', async (_what, given, errors) => {
    const failed = testOf({ state: 'failed', findings: [server], ...given })
    const cwd = folderWith({
      'report.json': json(reportOf({ files: [fileOf({ state: 'failed', tests: [failed] })] })),
      'known.json': formatBaseline([baselineEntry(server, '/home/ada/shop')]),
    })
    const junit = ['--baseline', 'known.json', '--format', 'junit']
    const { exitCode, stdout } = await watertight(['gate', 'report.json', ...junit], { cwd })
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`failures="0" ${errors}`)
  })

  test('SARIF', async () => {
    const { runs } = JSON.parse(await formatted('sarif')) as {
      runs: readonly { results: readonly { level: string; suppressions?: unknown }[] }[]
    }
    const results = runs[0]?.results ?? []
    expect(results.filter(({ suppressions }) => suppressions === undefined)).toMatchObject([
      { level: 'error' },
    ])
    expect(results).toHaveLength(2)
  })
})

test('what is written to a file is said on the terminal too', async () => {
  const cwd = folderWith({ 'report.json': json(leaking(server)) })
  const args = ['gate', 'report.json', '--format', 'junit', '-o', 'out/junit.xml']
  const { exitCode, stdout } = await watertight(args, { cwd })
  expect(exitCode).toBe(1)
  expect(stdout).toContain('watertight gate  failed: 1 new leak')
  expect(readFileSync(join(cwd, 'out/junit.xml'), 'utf8')).toContain('<testsuites')
})

test('text of others cannot draw on the terminal, nor fill it', async () => {
  const hostile = `\u001B[2J\u202Eevil\n::error::x ${'a'.repeat(10_000)}`
  const owner = { ...server.owner, name: hostile }
  const finding = findingOf({ owner, message: `It is ${hostile}` })
  const unchecked = [{ what: hostile, where: hostile, why: hostile }]
  const { stdout } = await gate({ ...leaking(finding), unchecked }, [])
  for (const character of ['\u001B', '\u202E']) expect(stdout).not.toContain(character)
  expect(stdout.split('\n').filter((line) => line.startsWith('::'))).toEqual([])
  expect(stdout.length).toBeLessThan(4000)
})

test.each(['::error::x', 'a ##[stop-commands]x'])('text of others commands no runner: %s', async (text) => {
  const finding = findingOf({ owner: { ...server.owner, name: text }, message: text })
  const unchecked = [{ what: text, where: text, why: text }]
  const { stdout } = await gate({ ...leaking(finding), unchecked }, [])
  expect(stdout).not.toMatch(/^\s*::/m)
  expect(stdout).not.toContain('##[')
})

test('colours follow FORCE_COLOR and NO_COLOR', async () => {
  const forced = { NO_COLOR: undefined, FORCE_COLOR: '1' }
  expect((await gate(leaking(server), [], forced)).stdout).toContain('\u001B[31mfailed\u001B[39m')
  const none = { NO_COLOR: '1', FORCE_COLOR: undefined }
  expect((await gate(leaking(server), [], none)).stdout).not.toContain('\u001B[')
})

async function gate(report: Report, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const cwd = folderWith({ 'report.json': json(report) })
  return watertight(['gate', 'report.json', ...args], { cwd, env })
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function json(report: Report): string {
  return JSON.stringify(report)
}
