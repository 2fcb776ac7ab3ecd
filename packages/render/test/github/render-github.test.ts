import * as core from '@actions/core'
import { expect, test, vi } from 'vitest'
import { renderGithub } from '../../src/index.ts'
import { HOSTILE, hostileReport } from '../hostile.ts'
import { commandReport, fileOf, findingOf, leaking, mixedReport, reportOf, testOf } from '../samples.ts'

test('a leak is an error on the line that acquired the resource, as `@actions/core` would write it', () => {
  const message = `${findingOf().message}\nit accepts connections`
  expect(renderGithub(leaking(findingOf()))).toBe(
    writtenBy(() =>
      core.error(message, { file: 'src/server.ts', startLine: 12, startColumn: 18, title: 'Server leaked' }),
    ),
  )
})

test('is escaped as `@actions/core` escapes it', () => {
  const tricky = findingOf({
    place: { file: 'a:b,c%0A.ts', line: 1, column: 2 },
    message: '100%, 0:1::error::%0A',
    evidence: [],
  })
  expect(renderGithub(leaking(tricky))).toBe(
    writtenBy(() =>
      core.error(tricky.message, {
        file: 'a:b,c%0A.ts',
        startLine: 1,
        startColumn: 2,
        title: 'Server leaked',
      }),
    ),
  )
})

test('what fails comes first, then what warns; what is known or was released is left out', () => {
  expect(commandsOf(renderGithub(mixedReport())).map(({ level, title }) => [level, title])).toEqual([
    ['error', 'Connection leaked'],
    ['error', 'Server leaked'],
    ['error', 'Server leaked'],
    ['error', 'Server leaked'],
    ['warning', 'Temporary directory leaked'],
    ['notice', 'Watertight'],
  ])
})

test('what is held beyond its budget says so', () => {
  expect(commandsOf(renderGithub(leaking(findingOf({ status: 'held' }))))).toMatchObject([
    { level: 'error', title: 'Server held for too long' },
  ])
})

test('a leak of a command has no place', () => {
  expect(renderGithub(commandReport())).toMatch(/^::error title=Orphaned process leaked::A TCP server/)
})

test('a clean run says nothing', () => {
  expect(renderGithub(reportOf([fileOf({ tests: [testOf()] })]))).toBe('')
})

test.each(HOSTILE)('%s is the text of one command a finding, and no command of its own', (_what, text) => {
  const output = renderGithub(hostileReport(text))
  const commands = commandsOf(output)
  expect(output.split('\n')).toHaveLength(commands.length + 1)
  expect(commands.map(({ level }) => level)).toEqual([
    ...Array.from({ length: 5 }, () => 'error'),
    'warning',
    'notice',
  ])
  // eslint-disable-next-line no-control-regex -- controls are what must not be there
  expect(output).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]|\p{Cs}/u)
  for (const line of output.split('\n')) expect(line.length).toBeLessThan(10_000)
})

/** Reads workflow commands as the runner of GitHub does: from the start of a line, properties up to the next `::`. */
function commandsOf(output: string): { level: string; title: string | undefined }[] {
  return output
    .split('\n')
    .filter((line) => line.trimStart().startsWith('::'))
    .map((line) => {
      const [, level = '', properties = ''] = /^::(\w+) ?(.*?)::/.exec(line) ?? []
      const title = properties.split(',').find((property) => property.startsWith('title='))
      return { level, title: title?.slice('title='.length) }
    })
}

function writtenBy(write: () => void): string {
  const spy = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    write()
    return spy.mock.calls.map(([text]) => String(text)).join('')
  } finally {
    spy.mockRestore()
  }
}
