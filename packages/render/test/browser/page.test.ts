import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { findingOf, hostileReport, largeReport, leakingReport } from '../html/made-report.ts'
import { test } from './opened.ts'

test('opens from a disk, with the verdict on top and the first leak open', async ({ open }) => {
  const sources = new Map([
    ['test/api.test.ts', 'test("creates a user", () => {\n\n  const server = createServer()\n})'],
  ])
  const page = await open(leakingReport(), { sources })
  expect(await page.title()).toBe('1 leak · Watertight')
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('1 leak')
  expect(await page.locator('#finding-1 mark').innerText()).toContain('const server = createServer()')
})

test('changes its theme, and keeps it', async ({ open }) => {
  const page = await open(leakingReport(), { colorScheme: 'light' })
  const light = await backgroundOf(page)
  await page.getByRole('button', { name: 'Dark theme' }).click()
  const dark = await backgroundOf(page)
  expect(dark).not.toBe(light)
  await page.reload()
  expect(await backgroundOf(page)).toBe(dark)
  await page.getByRole('button', { name: 'Light theme' }).click()
  expect(await backgroundOf(page)).toBe(light)
})

test('follows the system as long as nobody chose', async ({ open }) => {
  const page = await open(leakingReport(), { colorScheme: 'light' })
  const light = await backgroundOf(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await backgroundOf(page)).not.toBe(light)
})

test('hostile texts run nothing, add nothing, and are shown', async ({ open }) => {
  const page = await open(hostileReport())
  expect(await page.locator('img, svg[onload], [onmouseover], [onerror]').count()).toBe(0)
  expect(await page.locator('#tests-table tbody tr').count()).toBe(12)
  expect(await page.locator('#tests-table').innerText()).toContain('<script>alert(1)</script>')
  expect(await page.locator('#tests-table').innerText()).toContain('turned \\u202etxt.exe\\u202c')
  await page.locator('.u-over').first().hover()
  await page.locator('.finding > summary').last().click()
})

test.for([
  ['a leak', leakingReport()],
  ['hostile texts', hostileReport()],
  ['ten thousand tests', largeReport(10_000)],
] as const)('a phone need not scroll sideways through %s', async ([, report], { open }) => {
  const page = await open(report, { viewport: { width: 375, height: 812 } })
  await page.evaluate(
    `for (const finding of [...document.querySelectorAll('details')].slice(0, 20)) finding.open = true`,
  )
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)
})

test('on a phone the table sorts by a list', async ({ open }) => {
  const page = await open(leakingReport(), { viewport: { width: 375, height: 812 } })
  await page.getByRole('combobox', { name: 'Sort by', exact: true }).selectOption('Test ↓')
  expect(await page.locator('#tests-table tbody th').first().innerText()).toContain('lists users')
})

test('says how often a leak came again, and which rule would have caught it', async ({ open }) => {
  const report = leakingReport()
  const finding = findingOf({ rule: 'require-release', confirmation: { verdict: 'grows', runs: 5, seen: 5 } })
  const files = report.files.map((file) => ({ ...file, findings: [finding], tests: [] }))
  const page = await open({ ...report, files })
  const text = await page.locator('#finding-1').innerText()
  expect(text).toContain('Run again: grows every run, a leak: seen in 5 of 5 runs.')
  expect(text).toContain(
    'The lint rule watertight/require-release would have caught it: docs/rules/require-release.md',
  )
})

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
}
