import { KINDS, ownerLabel, relativePath, sayConfirmation } from '@watertight/findings'
import type { Finding, Frame } from '@watertight/findings'
import { plural } from '../../words.ts'
import { withCode } from '../inline-code.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import type { Card } from './cards.ts'
import { excerptOf } from './excerpt.ts'

/** What a card is drawn from besides its findings. */
export interface CardContext {
  readonly root: string
  readonly sources?: ReadonlyMap<string, string> | undefined
}

/** Tests that one card names one by one, and how many of them at once. */
const MOST_OWNERS = 50
const OWNERS_AT_ONCE = 4
const MOST_FRAMES = 20

/** All that is known of the findings that one repair ends. */
export function renderCard(card: Card, context: CardContext, open: boolean): Markup {
  const { anchor, gravity, first } = card
  const { place } = first
  return html`<details class="finding ${gravity}" id="${anchor}" ${open ? html` open` : ''}>
    <summary>
      <span class="kind">${KINDS[first.kind].title}</span>
      <span class="where">${whereOf(first, context)}</span> <span class="whom">${whomOf(card)}</span>
    </summary>
    <div class="finding-body">
      ${place && excerptOf(place, context.sources)}
      <p class="remedy"><strong>Remedy</strong> <span>${withCode(first.remedy)}</span></p>
      ${ruleOf(first)} ${stackOf(first.stack, context)} ${ownersOf(card)}
    </div>
  </details> `
}

function whereOf({ place, owner }: Finding, { root }: CardContext): Markup {
  if (place === undefined) return html`${ownerLabel(owner)}`
  return html`${relativePath(place.file, root)}:${place.line}:${place.column}${place.via === undefined ? '' : html` <span class="via">by ${place.via}</span>`}`
}

function whomOf({ findings, first }: Card): string {
  const resources = findings.reduce((sum, { facts }) => sum + Math.max(1, facts.count ?? 1), 0)
  const labels = new Set(findings.map(({ owner }) => ownerLabel(owner)))
  const owners = plural(labels.size, first.owner.scope)
  return resources > findings.length ? `${resources} in ${owners}` : owners
}

function ruleOf({ rule }: Finding): Markup {
  if (rule === undefined) return html`<p class="rule">No lint rule is sure to have caught it.</p>`
  const name = rule.replace(/^watertight\//, '')
  return html`<p class="rule">
    The lint rule <code>watertight/${name}</code> would have caught it: <code>docs/rules/${name}.md</code>
  </p>`
}

function stackOf(stack: readonly Frame[], { root }: CardContext): Markup {
  if (stack.length === 0) return html``
  const frames = stack.slice(0, MOST_FRAMES).map((frame) => {
    const name = frame.function === undefined ? html`<i>anonymous</i>` : html`${frame.function}`
    return html`<li>
      ${name} <span class="at">${relativePath(frame.file, root)}:${frame.line}:${frame.column}</span>
    </li>`
  })
  return html`<h4>Acquired by</h4>
    <ol class="stack">
      ${frames}
    </ol>`
}

function ownersOf({ findings }: Card): Markup {
  const named = findings.slice(0, MOST_OWNERS).map(ownerOf)
  const folded = named.slice(OWNERS_AT_ONCE)
  const rest = findings.length - named.length
  return html`<ul class="owners">
      ${named.slice(0, OWNERS_AT_ONCE)}
    </ul>
    ${
      folded.length > 0
        ? html`<details>
            <summary>${findings.length - OWNERS_AT_ONCE} more</summary>
            <ul class="owners">
              ${folded}${rest > 0 ? html`<li class="note">… and ${rest} more, in the table of tests</li>` : ''}
            </ul>
          </details>`
        : ''
    }`
}

function ownerOf(finding: Finding): Markup {
  const { owner, message, evidence, suspects = [], confirmation } = finding
  return html`<li>
    <p class="owner">${ownerLabel(owner)}</p>
    <p>${withCode(message)}</p>
    ${listOf('Evidence', evidence)}${listOf(
      'Any of these may have done it',
      suspects,
    )}${confirmation && html`<p class="confirmation ${confirmation.verdict}">Run again: ${sayConfirmation(confirmation)}.</p>`}
  </li>`
}

function listOf(heading: string, texts: readonly string[]): Markup {
  if (texts.length === 0) return html``
  return html`<h5>${heading}</h5>
    <ul>
      ${texts.map((text) => html`<li>${withCode(text)}</li>`)}
    </ul>`
}
