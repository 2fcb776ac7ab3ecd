import type { Resource } from '../resource.ts'
import { by, from, gotFrom, promised } from './ways.ts'

const PLAYWRIGHT = ['playwright', 'playwright-core', '@playwright/test']
const ENGINES = ['chromium', 'firefox', 'webkit']

/** Browsers under remote control. */
export const browsers: readonly Resource[] = [
  {
    id: 'puppeteer.Browser',
    name: 'Browser',
    kind: 'browser',
    from: ['puppeteer', 'puppeteer-core', 'puppeteer-extra'],
    acquire: promised('launch'),
    release: by('promise', 'close'),
    endEvents: ['disconnected'],
  },
  {
    id: 'puppeteer.connectedBrowser',
    name: 'connected Browser',
    kind: 'browser',
    from: ['puppeteer', 'puppeteer-core', 'puppeteer-extra'],
    acquire: promised('connect'),
    release: by('promise', 'disconnect', 'close'),
    endEvents: ['disconnected'],
  },
  {
    id: 'puppeteer.BrowserContext',
    name: 'BrowserContext',
    kind: 'browser',
    from: [],
    acquire: ['puppeteer.Browser', 'puppeteer.connectedBrowser'].flatMap((browser) => [
      gotFrom(browser, 'createBrowserContext', 'promise'),
      gotFrom(browser, 'createIncognitoBrowserContext', 'promise'),
    ]),
    release: by('promise', 'close'),
    ends: 'with-parent',
  },
  {
    id: 'puppeteer.Page',
    name: 'Page',
    kind: 'browser',
    from: [],
    acquire: ['puppeteer.Browser', 'puppeteer.connectedBrowser', 'puppeteer.BrowserContext'].map((parent) =>
      gotFrom(parent, 'newPage', 'promise'),
    ),
    release: by('promise', 'close'),
    ends: 'with-parent',
  },
  {
    id: 'playwright.Browser',
    name: 'Browser',
    kind: 'browser',
    from: PLAYWRIGHT,
    acquire: [
      ...promised(
        ...ENGINES.flatMap((name) => [`${name}.launch`, `${name}.connect`, `${name}.connectOverCDP`]),
      ),
      ...from(
        ENGINES.map((name) => `playwright-${name}`),
        promised(...ENGINES.map((name) => `${name}.launch`)),
      ),
    ],
    release: by('promise', 'close'),
    endEvents: ['disconnected'],
  },
  {
    id: 'playwright.BrowserServer',
    name: 'BrowserServer',
    kind: 'browser',
    from: PLAYWRIGHT,
    acquire: promised(...ENGINES.map((name) => `${name}.launchServer`)),
    release: by('promise', 'close', 'kill'),
    endEvents: ['close'],
  },
  {
    id: 'playwright.ElectronApplication',
    name: 'ElectronApplication',
    kind: 'browser',
    from: PLAYWRIGHT,
    acquire: promised('_electron.launch'),
    release: by('promise', 'close'),
    endEvents: ['close'],
  },
  {
    id: 'playwright.persistentContext',
    name: 'persistent BrowserContext',
    kind: 'browser',
    from: PLAYWRIGHT,
    acquire: promised(...ENGINES.map((name) => `${name}.launchPersistentContext`)),
    release: by('promise', 'close'),
    endEvents: ['close'],
  },
  {
    id: 'playwright.BrowserContext',
    name: 'BrowserContext',
    kind: 'browser',
    from: [],
    acquire: [gotFrom('playwright.Browser', 'newContext', 'promise')],
    release: by('promise', 'close'),
    ends: 'with-parent',
    endEvents: ['close'],
  },
  {
    id: 'playwright.Page',
    name: 'Page',
    kind: 'browser',
    from: [],
    acquire: ['playwright.Browser', 'playwright.BrowserContext', 'playwright.persistentContext'].map(
      (parent) => gotFrom(parent, 'newPage', 'promise'),
    ),
    release: by('promise', 'close'),
    ends: 'with-parent',
    endEvents: ['close'],
  },
  {
    id: 'playwright.APIRequestContext',
    name: 'APIRequestContext',
    kind: 'client',
    from: PLAYWRIGHT,
    acquire: promised('request.newContext'),
    release: by('promise', 'dispose'),
  },
]
