import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PAGE_MODULES } from '@watertight/render'
import type { HtmlAssets } from '@watertight/render'

const require = createRequire(import.meta.url)

/** Reads what the page carries: uPlot as it is installed, and the modules of the page's own script. */
export function readPageAssets(): HtmlAssets {
  const plots = dirname(require.resolve('uplot'))
  return {
    plotScript: readFileSync(join(plots, 'uPlot.iife.min.js'), 'utf8'),
    plotStyle: readFileSync(join(plots, 'uPlot.min.css'), 'utf8'),
    modules: readModules(fileURLToPath(PAGE_MODULES)),
  }
}

function readModules(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  )
  return new Map(
    names.sort().map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
  )
}
