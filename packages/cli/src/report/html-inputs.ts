import type { Report } from '@watertight/findings'
import type { HtmlOptions } from '@watertight/render'
import { readPageAssets } from './page-assets.ts'
import { readSources } from './sources.ts'

/** What the HTML page needs besides the report: a browser's code and style, and the sources that findings name. */
export function readHtmlInputs(report: Report): HtmlOptions {
  return { assets: readPageAssets(), sources: readSources(report) }
}
