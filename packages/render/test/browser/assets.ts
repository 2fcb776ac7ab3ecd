import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { HtmlAssets } from '../../src/index.ts'

const page = fileURLToPath(new URL('../../dist/page/', import.meta.url))
const require = createRequire(import.meta.url)

/** What the command reads for a page; the page's own script comes from `dist`. */
export function readAssets(): HtmlAssets {
  const plotScript = require.resolve('uplot').replace('uPlot.cjs.js', 'uPlot.iife.min.js')
  const names = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  )
  return {
    plotScript: readFileSync(plotScript, 'utf8'),
    plotStyle: readFileSync(plotScript.replace('iife.min.js', 'min.css'), 'utf8'),
    modules: new Map(names.map((name) => [name, readFileSync(`${page}${name}`, 'utf8')])),
  }
}
