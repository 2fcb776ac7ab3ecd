import type { Report } from '@watertight/findings'
import {
  renderGithub,
  renderHtml,
  renderJson,
  renderJunit,
  renderMarkdown,
  renderSarif,
  renderText,
} from '@watertight/render'
import type { Notice } from '@watertight/render'
import { readHtmlInputs } from './html-inputs.ts'
import type { Format } from './options.ts'

/** What a renderer may do. */
interface RenderOptions {
  readonly color: boolean
  /** What a gate has to say besides findings. */
  readonly notices?: readonly Notice[]
}

/** A report in one of the formats. */
export function render(report: Report, format: Format, options: RenderOptions): string {
  return RENDERERS[format](report, options)
}

const RENDERERS: Readonly<Record<Format, (report: Report, options: RenderOptions) => string>> = {
  text: renderText,
  html: (report) => renderHtml(report, readHtmlInputs(report)),
  markdown: renderMarkdown,
  junit: renderJunit,
  sarif: renderSarif,
  github: renderGithub,
  json: renderJson,
}
