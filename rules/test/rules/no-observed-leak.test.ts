import { mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { leakIn, lintObserved, makeProject, reportOf, write } from '../observed/lint-observed.ts'

const SOURCE = "test('serves', () => {\n  createServer().listen(0) // leak\n})\n"
const SEEN = '2:3-35 A TCP server was opened. Close it. (seen in the run of 2026-01-31 12:00 UTC)'

let folder: string
let file: string
beforeEach(() => {
  folder = makeProject()
  file = join(folder, 'a.test.js')
  write(file, SOURCE)
})

function report(findings: readonly object[], given?: object): void {
  write(join(folder, '.watertight/report.json'), reportOf(findings, given))
}

test('underlines the very line that leaked', () => {
  report([leakIn(SOURCE)])
  expect(lintObserved(file, SOURCE)).toEqual([SEEN])
})

test('says nothing where there is no report, no leak, or a leak of another file', () => {
  expect(lintObserved(file, SOURCE)).toEqual([])
  report([])
  expect(lintObserved(file, SOURCE)).toEqual([])
  report([leakIn(SOURCE, {}, 'b.test.js')])
  expect(lintObserved(file, SOURCE)).toEqual([])
})

test('goes when the next run reports the leak no more', () => {
  report([leakIn(SOURCE)])
  expect(lintObserved(file, SOURCE)).toEqual([SEEN])
  report([])
  expect(lintObserved(file, SOURCE)).toEqual([])
})

test('finds a report in a folder above, and prefers the nearest as soon as it is seen', async () => {
  const path = join(folder, 'packages/api/test/a.test.js')
  report([leakIn(SOURCE, {}, 'packages/api/test/a.test.js')])
  expect(lintObserved(path, SOURCE)).toEqual([SEEN])
  write(join(folder, 'packages/api/.watertight/report.json'), reportOf([]))
  // Where none was found is not looked for again at once: an editor and its next key.
  await vi.waitFor(() => expect(lintObserved(path, SOURCE)).toEqual([]))
})

test('knows a file by the root of the run, wherever the report lies', () => {
  const elsewhere = join(makeProject(), 'shard-1.json')
  write(elsewhere, reportOf([leakIn(SOURCE)], { environment: { root: folder } }))
  expect(lintObserved(file, SOURCE, { reports: [elsewhere] })).toEqual([SEEN])
})

test('reads several reports', () => {
  const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')]
  const other = leakIn(SOURCE, { kind: 'timer', message: 'An interval was set.' })
  write(first, reportOf([leakIn(SOURCE)]))
  write(second, reportOf([other]))
  expect(lintObserved(file, SOURCE, { reports: ['first.json', second] })).toEqual([
    SEEN,
    SEEN.replace('A TCP server was opened. Close it.', 'An interval was set.'),
  ])
})

test('the rows of a table test leak at one line, which is said once', () => {
  report([leakIn(SOURCE), leakIn(SOURCE), leakIn(SOURCE)])
  expect(lintObserved(file, SOURCE)).toEqual([SEEN.replace('(seen', '(and 2 more like it, seen')])
})

test('leaves what was released in the end, and what the baseline knows', () => {
  report([leakIn(SOURCE, { status: 'held' }), leakIn(SOURCE, { known: true })])
  expect(lintObserved(file, SOURCE)).toEqual([])
  expect(lintObserved(file, SOURCE, { known: true })).toEqual([SEEN])
})

describe('when the file has changed since', () => {
  beforeEach(() => report([leakIn(SOURCE)]))

  test('a line that moved is found, and the run is said to be an older one', () => {
    const [found, ...more] = lintObserved(file, `import './setup.js'\n\n${SOURCE}`)
    expect(more).toEqual([])
    expect(found).toMatch(/^4:3-35 .*this file has changed since: run its tests/)
  })

  test('a line that moved is left alone where that is asked for', () => {
    expect(lintObserved(file, `\n${SOURCE}`, { stale: false })).toEqual([])
  })

  test('a line that was repaired is not underlined', () => {
    expect(lintObserved(file, SOURCE.replace('createServer()', 'using server = createServer()'))).toEqual([])
    expect(lintObserved(file, '')).toEqual([])
  })

  test('the line ends of Windows are no change', () => {
    expect(lintObserved(file, SOURCE.replaceAll('\n', '\r\n'))).toEqual([SEEN])
  })

  test('of two equal lines each is found once, and the nearest first', () => {
    const twice = `${SOURCE}${SOURCE}`
    const second = leakIn(SOURCE.replace("test('serves'", "\n\n\ntest('serves'"))
    report([leakIn(SOURCE), second])
    const lines = lintObserved(file, `// new\n${twice}`).map((text) => text.split(':')[0])
    expect(lines).toEqual(['3', '6'])
  })
})

describe('of a report without digests', () => {
  const place = { file: 'a.test.js', line: 2, column: 3 }

  test('a file that is older than the end of the run is believed', () => {
    const before = Date.parse('2026-01-31T11:00:00Z') / 1000
    utimesSync(file, before, before)
    report([leakIn(SOURCE, { place })])
    expect(lintObserved(file, SOURCE)).toEqual([SEEN])
  })

  test('a file that changed since, or is not on the disk, is not', () => {
    report([leakIn(SOURCE, { place })], { startedAt: '2020-01-01T00:00:00.000Z' })
    expect(lintObserved(file, SOURCE)).toEqual([])
    expect(lintObserved(join(folder, 'sub/../b/a.test.js'), SOURCE)).toEqual([])
  })
})

describe('a report that cannot be read', () => {
  const path = () => join(folder, '.watertight/report.json')

  test.each([
    ['was cut short', '{"version": 1, "fi', 'it is not JSON; a run may have been cut short'],
    ['is empty', '', 'it is not JSON; a run may have been cut short'],
    ['is something else', '{"results": []}', 'it is JSON, but no report of Watertight'],
    ['is a list', '[]', 'it is JSON, but no report of Watertight'],
    [
      'is newer',
      '{"version": 2, "files": []}',
      'it is of version 2, and this plugin knows 1; update the plugin',
    ],
  ])('because it %s is told on the first line', (_why, text, problem) => {
    write(path(), text)
    expect(lintObserved(file, SOURCE)).toEqual([`1:1- The report ${path()} cannot be read: ${problem}.`])
  })

  test('is told of one file only, and again whenever that is linted', () => {
    write(path(), '[]')
    const said = ['a', 'b', 'a'].map((name) => lintObserved(join(folder, `${name}.test.js`), '').length)
    expect(said).toEqual([1, 0, 1])
  })

  test('is not told where that is asked for', () => {
    write(path(), '[]')
    expect(lintObserved(file, SOURCE, { unreadable: false })).toEqual([])
  })

  test('a folder of its name is none', () => {
    mkdirSync(path(), { recursive: true })
    expect(lintObserved(file, SOURCE)).toEqual([])
  })
})

test.each([
  null,
  1,
  'text',
  {},
  { tests: 1, findings: 'no' },
  { tests: [null, { findings: [null, 1, {}, { status: 'leaked' }] }] },
  { findings: [{ status: 'leaked', kind: 'server', message: 'x', place: { file: 'a.test.js', line: -1 } }] },
  { findings: [{ status: 'leaked', kind: 'server', message: 'x', place: { file: 'a.test.js', line: 1e9 } }] },
  {
    findings: [
      { status: 'leaked', kind: 'server', message: 'x', place: { file: 'a.test.js', line: 2, digest: 7 } },
    ],
  },
])('nothing in a report makes it crash: %j', (entry) => {
  report([], { files: [entry, { tests: [{ findings: [leakIn(SOURCE)] }] }] })
  expect(lintObserved(file, SOURCE).length).toBeGreaterThan(0)
})

test('a hostile message is one short line', () => {
  const message = `</script>\u001b[2J\n::error::\u202e${'x'.repeat(10_000)} {{when}}`
  report([leakIn(SOURCE, { message })])
  const [found = ''] = lintObserved(file, SOURCE)
  expect(found).not.toMatch(/[\p{Cc}\u202e]/u)
  expect(found.length).toBeLessThan(750)
})

test('code that is no file is left alone', () => {
  report([leakIn(SOURCE)])
  const said = lintObserved('<input>', SOURCE)
  expect(said.filter((text) => text.includes('seen in'))).toEqual([])
})
