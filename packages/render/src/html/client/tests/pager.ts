import { byId, element } from '../element.ts'

/** Turns the pages of a long list. */
export class Pager {
  readonly #rows: number
  readonly #previous = element('button', { text: 'Previous', attributes: { type: 'button' } })
  readonly #next = element('button', { text: 'Next', attributes: { type: 'button' } })
  readonly #where = element('span', { class: 'note' })
  #page = 0

  constructor(rows: number, onTurn: () => void) {
    this.#rows = rows
    byId('pager', HTMLElement)?.append(this.#previous, this.#where, this.#next)
    for (const [button, by] of [
      [this.#previous, -1],
      [this.#next, 1],
    ] as const)
      button.addEventListener('click', () => {
        this.#page += by
        onTurn()
      })
  }

  toFirst(): void {
    this.#page = 0
  }

  /** Shows where the reader is among so many entries, and which of them this page has. */
  show(entries: number): { from: number; to: number } {
    const pages = Math.max(1, Math.ceil(entries / this.#rows))
    this.#page = Math.min(this.#page, pages - 1)
    this.#where.textContent = `Page ${this.#page + 1} of ${pages}`
    this.#previous.disabled = this.#page === 0
    this.#next.disabled = this.#page === pages - 1
    const pager = byId('pager', HTMLElement)
    if (pager !== undefined) pager.hidden = pages === 1
    const from = this.#page * this.#rows
    return { from, to: Math.min(from + this.#rows, entries) }
  }
}
