import { expect, test } from 'vitest'
import { renderHtml } from '../../src/index.ts'
import { fileOf, hostileReport, leakingReport, reportOf, testOf } from './made-report.ts'

const options = {
  assets: { plotScript: 'var uPlot = {}', plotStyle: '', modules: new Map([['client/main.js', '']]) },
}

test('lets nothing run or load but what it carries', () => {
  const page = renderHtml(leakingReport(), options)
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? ''
  expect(policy).toMatch(
    /^default-src 'none'; script-src ('sha256-\S+' ?){2}; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'$/,
  )
  expect(page).not.toMatch(/\s(?:src|style|on\w+)=|https?:/)
})

test('has three scripts whatever texts are in the report', () => {
  const page = renderHtml(hostileReport(), options)
  expect(page.match(/<script/g)).toHaveLength(3)
  expect(page.match(/<\/script/g)).toHaveLength(3)
  expect(page).not.toMatch(/<!--|<img|<svg onload/)
  expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
})

test.each([
  ['1 leak', leakingReport()],
  ['No leaks', reportOf([fileOf('a.test.ts', [testOf('a')])])],
  ['No test was checked', reportOf([])],
  [
    'No leaks seen, but not all was checked',
    reportOf([fileOf('a.test.ts', [testOf('a')])], [], {
      unchecked: [{ what: 'descriptors', why: 'EACCES' }],
    }),
  ],
])('says first: %s', (verdict, report) => {
  expect(renderHtml(report, options)).toContain(`<h1>${verdict}</h1>`)
})

test('of a command shows the line, its end, what held it together, and containers', () => {
  const page = renderHtml(
    reportOf([fileOf('npm test', [], { pool: '' })], [], {
      command: {
        line: 'npm test',
        exitCode: null,
        signal: 'SIGTERM',
        containment: 'marker',
        containers: [{ id: '0123456789abcdef', name: 'db', image: 'postgres:17', removed: true }],
      },
    }),
    options,
  )
  for (const text of ['npm test', 'by SIGTERM', 'by what they inherited', 'postgres:17', 'removed'])
    expect(page).toContain(text)
  expect(page).toContain('<h1>No leaks</h1>')
})

test('of merged reports shows each command', () => {
  const command = {
    line: 'make check',
    exitCode: 2,
    signal: null,
    containment: 'cgroup' as const,
    containers: [],
  }
  const page = renderHtml(reportOf([fileOf('make check', [], { command })]), options)
  expect(page).toContain('with exit code 2')
})
