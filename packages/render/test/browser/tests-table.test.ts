import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { largeReport, leakingReport } from '../html/made-report.ts'
import { test } from './opened.ts'

test('sorts by each column, in both directions, and says so to a screen reader', async ({ open }) => {
  const page = await open(leakingReport())
  const duration = page.getByRole('columnheader', { name: 'Duration' })
  await duration.getByRole('button').click()
  expect(await duration.getAttribute('aria-sort')).toBe('descending')
  expect(await namesOf(page)).toEqual(['lists users', 'creates a user', 'deletes a user'])
  await duration.getByRole('button').click()
  expect(await duration.getAttribute('aria-sort')).toBe('ascending')
  expect((await namesOf(page))[0]).toBe('deletes a user')
  expect(await page.locator('[aria-sort]').count()).toBe(1)
})

test('filters by text, verdict, kind and file, and says how many match', async ({ open }) => {
  const page = await open(leakingReport())
  await page.getByRole('searchbox').fill('api DELETES')
  expect(await namesOf(page)).toEqual(['deletes a user'])
  expect(await page.getByRole('status').innerText()).toBe('1 of 3 tests match')
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.poll(() => namesOf(page)).toHaveLength(3)
  await page.getByRole('combobox', { name: 'Verdict', exact: true }).selectOption('leaked')
  expect(await namesOf(page)).toEqual(['creates a user'])
  await page.getByRole('combobox', { name: 'Verdict', exact: true }).selectOption('any')
  await page.getByRole('combobox', { name: 'Kind', exact: true }).selectOption('Server')
  expect(await namesOf(page)).toEqual(['creates a user'])
  await page.getByRole('searchbox').fill('nobody')
  expect(await page.locator('#tests-table tbody').innerText()).toBe('No test matches.')
})

test('shows what was held before, after and at most, by the chosen measure', async ({ open }) => {
  const page = await open(leakingReport())
  const cells = page.getByRole('row', { name: /creates a user/ }).getByRole('cell')
  expect((await cells.allTextContents()).slice(3)).toEqual(['60 MB', '90 MB', '+30 MB', '100 MB'])
  await page.getByRole('combobox', { name: 'Measure', exact: true }).selectOption('Descriptors')
  expect((await cells.allTextContents()).slice(3)).toEqual(['20', '22', '+2', '400'])
})

test('leads from a test to what it left, and opens it', async ({ open }) => {
  const page = await open(leakingReport())
  await page.locator('#finding-1 > summary').click()
  expect(await page.locator('#finding-1[open]').count()).toBe(0)
  await page.getByRole('cell').getByRole('link', { name: 'Server' }).click()
  await page.locator('#finding-1[open]').waitFor()
})

test('of ten thousand tests keeps a page of rows, and stays usable', async ({ open }) => {
  const page = await open(largeReport(10_000))
  const rows = page.locator('#tests-table tbody tr')
  expect(await rows.count()).toBe(50)
  expect(await page.evaluate<number>('document.querySelectorAll("*").length')).toBeLessThan(6000)
  await page.getByRole('button', { name: 'Next' }).click()
  expect(await page.getByRole('status').innerText()).toBe('10,000 tests, 51 to 100 shown')
  await page.getByRole('searchbox').fill('case 4321')
  expect(await rows.count()).toBe(1)
  await page.getByRole('searchbox').fill('')
  await page.getByRole('columnheader', { name: 'Test' }).getByRole('button').click()
  expect(await rows.count()).toBe(50)
  await page.mouse.wheel(0, 4000)
  await expect.poll(() => page.evaluate<number>('scrollY')).toBeGreaterThan(0)
})

function namesOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('#tests-table tbody th')].map((cell) => cell.firstChild.textContent)`,
  )
}
