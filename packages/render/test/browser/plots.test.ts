import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { fileOf, leakingReport, reportOf, testOf, workerOf } from '../html/made-report.ts'
import { test } from './opened.ts'

test('draws each metric and says its peak', async ({ open }) => {
  const page = await open(leakingReport())
  expect(await page.locator('.plot h3').allTextContents()).toEqual([
    'Resident memory',
    'JavaScript heap',
    'Buffers',
    'Descriptors',
    'Sockets',
    'Child processes',
  ])
  expect(await plotOf(page, 'Descriptors').locator('header').textContent()).toContain('peak 400')
  expect(await plotOf(page, 'Child processes').textContent()).toContain('None at any time.')
  expect(await inkOf(page)).toBe(true)
})

test('tells under the pointer when it was, what was held, and which test ran', async ({ open }) => {
  const page = await open(leakingReport())
  const plot = plotOf(page, 'Descriptors')
  await hoverAt(page, 'Descriptors', 0.6)
  expect(await plot.locator('.tip').innerText()).toBe('1.5 s\n400\ncreates a user\ntest/api.test.ts')
  await hoverAt(page, 'Descriptors', 0.1)
  expect(await plot.locator('.tip').innerText()).toContain('lists users')
  await page.mouse.move(0, 0)
  expect(await plot.locator('.tip').isVisible()).toBe(false)
})

test('zooms all plots by a drag, and back by a double click', async ({ open }) => {
  const page = await open(leakingReport())
  const over = plotOf(page, 'Descriptors').locator('.u-over')
  const reset = page.getByRole('button', { name: 'Reset zoom' })
  expect(await reset.isDisabled()).toBe(true)
  await over.scrollIntoViewIfNeeded()
  const box = await over.boundingBox()
  if (box === null) throw new Error('Expected the plot to be drawn.')
  await page.mouse.move(box.x + box.width * 0.4, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.8, box.y + 20, { steps: 4 })
  await page.mouse.up()
  expect(await reset.isEnabled()).toBe(true)
  await hoverAt(page, 'Sockets', 0.5)
  expect(await plotOf(page, 'Sockets').locator('.tip').innerText()).toContain('1.5 s')
  await over.dblclick()
  expect(await reset.isDisabled()).toBe(true)
})

test('is moved over and zoomed by keys alone, and says where it is', async ({ open }) => {
  const page = await open(leakingReport())
  const slider = page.getByRole('slider', { name: 'Descriptors over the run' })
  await slider.focus()
  await page.keyboard.press('End')
  expect(await slider.getAttribute('aria-valuetext')).toBe('2.5 s; Descriptors 20, deletes a user')
  for (let at = 0; at < 2; at += 1) await page.keyboard.press('ArrowLeft')
  expect(await slider.getAttribute('aria-valuetext')).toBe('1.5 s; Descriptors 400, creates a user')
  expect(await plotOf(page, 'Descriptors').locator('.tip').innerText()).toContain('creates a user')
  await page.keyboard.press('+')
  expect(await page.getByRole('button', { name: 'Reset zoom' }).isEnabled()).toBe(true)
  await page.keyboard.press('0')
  expect(await page.getByRole('button', { name: 'Reset zoom' }).isDisabled()).toBe(true)
})

test('shows one worker, or all', async ({ open }) => {
  const files = [0, 1].map((file) =>
    fileOf(`test/${file}.test.ts`, [testOf(`test ${file}`, { startedAtMs: file * 500 })], {
      worker: 100 + file,
    }),
  )
  const workers = files.map(({ path, worker }) => workerOf(worker, [path], [{ atMs: 300 }, { atMs: 700 }]))
  const page = await open(reportOf(files, workers))
  await hoverAt(page, 'Resident memory', 0.5)
  expect(await plotOf(page, 'Resident memory').locator('.tip .value').count()).toBe(2)
  await page
    .getByRole('combobox', { name: 'Worker', exact: true })
    .selectOption({ label: 'test/1.test.ts (101)' })
  await hoverAt(page, 'Resident memory', 0.5)
  expect(await plotOf(page, 'Resident memory').locator('.tip').innerText()).toContain('test 1')
})

test('draws what tests measured where workers were not sampled', async ({ open }) => {
  const page = await open({ ...leakingReport(), workers: [] })
  expect(await plotOf(page, 'Descriptors').locator('header').textContent()).toContain('peak 22')
  expect(await inkOf(page)).toBe(true)
})

test('says so where nothing was sampled', async ({ open }) => {
  const page = await open(reportOf([fileOf('a.test.ts', [])]))
  expect(await page.locator('#run').innerText()).toContain('Nothing was sampled during this run.')
})

function plotOf(page: Page, label: string) {
  return page.locator('.plot').filter({ has: page.getByRole('heading', { name: label, exact: true }) })
}

/** Moves the pointer to a part of the run, from 0 to 1. */
async function hoverAt(page: Page, label: string, part: number): Promise<void> {
  const over = plotOf(page, label).locator('.u-over')
  const box = await over.boundingBox()
  await over.hover({ position: { x: Math.round((box?.width ?? 0) * part), y: 40 } })
}

/** Whether a canvas was drawn on. */
function inkOf(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const canvas = document.querySelector('.plot canvas')
    return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0)
  })()`)
}
