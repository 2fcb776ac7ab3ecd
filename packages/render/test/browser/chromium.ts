import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

/** Debian's package `chromium`; `.ci/run` installs it where it may. */
const PROGRAM = '/usr/bin/chromium'

/** Chromium looks its maker's hosts up at every start unless it is told not to. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser is spoken to; empty where there is none. */
    readonly browser: string
  }
}

/** Starts one browser for all tests of the page. */
export default async function startBrowser(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!existsSync(PROGRAM)) {
    console.warn(`There is no ${PROGRAM}: the tests of the page in a browser are skipped.`)
    project.provide('browser', '')
    return undefined
  }
  const server = await chromium.launchServer({ executablePath: PROGRAM, args: ARGUMENTS })
  project.provide('browser', server.wsEndpoint())
  return () => server.close()
}
