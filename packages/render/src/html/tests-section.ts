import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import type { PageData } from './page-shape.ts'

/** The frame of the plots; the page's script draws them. */
export function renderPlots({ workers, tests }: PageData): Markup {
  if (workers.length === 0) {
    return plotsSection(html`<p class="empty">Nothing was sampled during this run.</p>`)
  }
  const options = workers.map(({ label }, index) => html`<option value="${index}">${label}</option>`)
  const all = workers.length === 1 ? html`` : html`<option value="all">All ${workers.length} workers</option>`
  const keys = 'Drag to zoom, double-click to reset. With the keyboard: arrows move, + and − zoom, 0 resets.'
  return plotsSection(
    html`<div class="toolbar">
        <label
          >Worker
          <select id="worker">
            ${all}${options}
          </select></label
        >
        <span class="buttons"
          ><button type="button" id="zoom-in">Zoom in</button
          ><button type="button" id="zoom-out">Zoom out</button
          ><button type="button" id="zoom-reset" disabled>Reset zoom</button></span
        >
      </div>
      <p class="note">
        ${tests.length > 0 ? html`<span><span class="key boundary"></span>a test begins</span> ` : ''}${tests.some(({ verdict }) => verdict === 'leaked') ? html`<span><span class="key leak"></span>a test that leaked</span> ` : ''}<span
          >${keys}</span
        >
      </p>
      <div id="plots"></div>`,
  )
}

function plotsSection(content: Markup): Markup {
  return html`<section id="run" aria-labelledby="run-heading">
    <h2 id="run-heading">Over the run</h2>
    ${content}
  </section> `
}

/** The frame of the table of tests; the page's script fills it, a page of rows at a time. */
export function renderTests({ tests, kinds, files, metrics }: PageData): Markup {
  if (tests.length === 0) return html``
  const verdicts = [...new Set(tests.map(({ verdict }) => verdict))]
  return html`<section id="tests" aria-labelledby="tests-heading">
    <h2 id="tests-heading">Tests</h2>
    <form class="toolbar" id="filters" role="search" aria-label="Tests">
      <label class="wide"
        >Search
        <input
          type="search"
          id="filter-text"
          placeholder="name or path"
          autocomplete="off"
          spellcheck="false"
      /></label>
      <label
        >Verdict
        <select id="filter-verdict">
          <option value="">any</option>
          ${verdicts.map((verdict) => html`<option>${verdict}</option>`)}
        </select></label
      >
      <label
        >Kind
        <select id="filter-kind">
          <option value="">any</option>
          ${kinds.map((kind, index) => html`<option value="${index}">${kind}</option>`)}
        </select></label
      >
      <label
        >File
        <select id="filter-file">
          <option value="">any</option>
          ${files.map((path, index) => html`<option value="${index}">${path}</option>`)}
        </select></label
      >
      <label
        >Measure
        <select id="metric">
          ${metrics.map(({ label }, index) => html`<option value="${index}">${label}</option>`)}
        </select></label
      >
      <label class="narrow-only"
        >Sort by
        <select id="sort"></select
      ></label>
      <button type="reset">Clear</button>
    </form>
    <p id="tests-status" role="status"></p>
    <table id="tests-table" class="tests" role="table" aria-labelledby="tests-heading"></table>
    <nav id="pager" class="toolbar" aria-label="Pages of tests"></nav>
  </section> `
}
