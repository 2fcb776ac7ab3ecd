/** What the page carries besides the report: code and style that a browser needs, as text. */
export interface HtmlAssets {
  /** The library that draws plots, as a classic script that defines `uPlot`. */
  readonly plotScript: string
  /** Its style sheet. */
  readonly plotStyle: string
  /** The modules of the page's own script, in CommonJS, by path: `client/main.js`. */
  readonly modules: ReadonlyMap<string, string>
}

export interface HtmlOptions {
  readonly assets: HtmlAssets
  /** Text of source files by the path that frames name them with; an excerpt is shown where there is one. */
  readonly sources?: ReadonlyMap<string, string>
}
