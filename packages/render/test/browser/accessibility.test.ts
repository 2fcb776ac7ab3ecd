import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Report } from '@watertight/findings'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { hostileReport, leakingReport, reportOf } from '../html/made-report.ts'
import { test } from './opened.ts'

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const pages: Readonly<Record<string, Report>> = {
  'a run that leaked': leakingReport(),
  'a run with everything': hostileReport(),
  'an empty run': reportOf([]),
}

describe.each([
  ['light', 1280],
  ['light', 375],
  ['dark', 1280],
] as const)('in %s at a width of %i', (colorScheme, width) => {
  test.for(Object.entries(pages))('%s has no barrier that axe knows', async ([, report], { open }) => {
    const page = await open(report, { colorScheme, viewport: { width, height: 800 }, bypassCSP: true })
    expect(await barriersOf(page)).toEqual([])
  })
})

test('is used by keyboard alone: findings open, columns sort, plots are reached', async ({ open }) => {
  const page = await open(leakingReport())
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Skip to the findings')
  await page.keyboard.press('Enter')
  const reached = new Set<string>()
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab')
    reached.add(await focused(page))
  }
  for (const name of ['Zoom in', 'Descriptors over the run', 'Duration', 'Server'])
    expect([...reached]).toContain(name)
})

test('shows where the focus is', async ({ open }) => {
  const page = await open(leakingReport())
  for (let stop = 0; stop < 30; stop += 1) {
    await page.keyboard.press('Tab')
    const outline = 'getComputedStyle(document.activeElement).outlineStyle'
    expect(await page.evaluate<string>(outline)).not.toBe('none')
  }
})

test('moves nothing by itself for who asked for less motion', async ({ open }) => {
  const page = await open(leakingReport(), { reducedMotion: 'reduce' })
  expect(await page.evaluate('getComputedStyle(document.documentElement).scrollBehavior')).toBe('auto')
})

/** All findings are opened first, so that nothing is left out. */
async function barriersOf(page: Page): Promise<unknown> {
  await page.evaluate(`for (const finding of document.querySelectorAll('details')) finding.open = true`)
  await page.evaluate(axe)
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))]))`)
}

function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(({ activeElement }) =>
    activeElement.getAttribute('aria-label') ?? activeElement.textContent.trim())(document)`)
}
