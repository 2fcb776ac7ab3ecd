/** How a report can be shown. */
export const FORMATS = ['text', 'html', 'markdown', 'junit', 'sarif', 'github', 'json'] as const

/** One of `FORMATS`. */
export type Format = (typeof FORMATS)[number]

/** What `watertight report` was asked for. */
export interface ReportOptions {
  readonly format: Format
  readonly json?: true
  readonly output?: string
}
