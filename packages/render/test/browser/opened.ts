import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Report } from '@watertight/findings'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, inject, test as base } from 'vitest'
import { renderHtml } from '../../src/index.ts'
import { readAssets } from './assets.ts'

interface Opening extends BrowserContextOptions {
  readonly sources?: ReadonlyMap<string, string>
}

/** Opens the page of a report from the disk, as a reader does. */
type Open = (report: Report, opening?: Opening) => Promise<Page>

const assets = readAssets()

/** Tests with a browser. When one ends, no page of it may have complained, or asked for anything. */
export const test = base
  .extend<{ browser: Browser; open: Open }>({
    browser: [
      // eslint-disable-next-line no-empty-pattern -- Vitest reads in the pattern what a fixture asks for: nothing.
      async ({}, use) => {
        const browser = await chromium.connect(inject('browser'))
        await use(browser)
        await browser.close()
      },
      { scope: 'file' },
    ],
    open: async ({ browser }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'watertight-page-'))
      const complaints: string[] = []
      await use((report, opening) => openPage(report, opening, { browser, folder, complaints }))
      for (const context of browser.contexts()) await context.close()
      rmSync(folder, { recursive: true })
      expect(complaints).toEqual([])
    },
  })
  .skipIf(inject('browser') === '')

interface Setting {
  readonly browser: Browser
  readonly folder: string
  readonly complaints: string[]
}

async function openPage(
  report: Report,
  { sources = new Map<string, string>(), ...opening }: Opening = {},
  { browser, folder, complaints }: Setting,
): Promise<Page> {
  const path = join(folder, 'report.html')
  const address = pathToFileURL(path).href
  writeFileSync(path, renderHtml(report, { assets, sources }))
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...opening })
  const page = await context.newPage()
  watch(page, complaints, address)
  await page.goto(address)
  return page
}

function watch(page: Page, complaints: string[], address: string): void {
  page.on('console', (message) => complaints.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (request.url() !== address) complaints.push(`request: ${request.url()}`)
  })
}
