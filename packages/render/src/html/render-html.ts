import type { Report } from '@watertight/findings'
import { cardsOf } from './findings/cards.ts'
import type { Card } from './findings/cards.ts'
import { MOST_CARDS, renderFindings } from './findings/section.ts'
import { inlineData, inlineScript, inlineStyle } from './inlined.ts'
import { linkModules } from './link-modules.ts'
import { html, Markup } from './markup.ts'
import type { HtmlAssets, HtmlOptions } from './options.ts'
import { renderCommands } from './overview/command.ts'
import { renderPanels } from './overview/panels.ts'
import { renderVerdict, verdictOf } from './overview/verdict-line.ts'
import { pageData } from './page-data.ts'
import { renderRunNotes } from './run-notes.ts'
import { STYLE } from './style/sheet.ts'
import { renderPlots, renderTests } from './tests-section.ts'

/** The report as one self-contained page that asks for nothing over the network. Pure. */
export function renderHtml(report: Report, { assets, sources }: HtmlOptions): string {
  const cards = cardsOf(report)
  const data = pageData(report, anchorsOf(cards))
  const main = html`<main>
    <section id="overview" aria-label="Overview">
      ${renderVerdict(report)}${renderPanels(report, cards)}${renderCommands(report)}
    </section>
    ${renderFindings(cards, { root: report.environment.root, sources })}${renderPlots(data)}${renderTests(data)}${renderRunNotes(report)}
  </main>`
  const title = `${verdictOf(report).text} · Watertight`
  return pageOf(title, html`${main}${inlineData('data', data)}`, assets).text
}

function anchorsOf(cards: readonly Card[]): ReadonlyMap<Card['first'], string> {
  const shownCards = cards.slice(0, MOST_CARDS)
  return new Map(shownCards.flatMap(({ findings, anchor }) => findings.map((finding) => [finding, anchor])))
}

function pageOf(title: string, content: Markup, { plotScript, plotStyle, modules }: HtmlAssets): Markup {
  const style = inlineStyle(`${plotStyle}\n${STYLE}`)
  const plots = inlineScript(plotScript)
  const script = inlineScript(linkModules(modules))
  const policy = [
    `default-src 'none'`,
    `script-src ${plots.source} ${script.source}`,
    `style-src ${style.source}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${style.element}
      </head>
      <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        <header>
          <span class="brand">${DROP}Watertight</span>
          <nav aria-label="Sections">
            <a href="#findings">Findings</a><a href="#run">Run</a><a href="#tests">Tests</a>
          </nav>
          <button type="button" id="theme" hidden>Dark</button>
        </header>
        ${content}
        <noscript><p class="note">Plots and the table of tests need JavaScript.</p></noscript>
        ${plots.element} ${script.element}
      </body>
    </html> `
}

const DROP = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M12 2.5c3.6 4.4 6.5 7.8 6.5 11.6a6.5 6.5 0 0 1-13 0C5.5 10.3 8.4 6.9 12 2.5z" />
</svg>`
