interface Parts {
  readonly class?: string
  /** Texts of others come in here alone: they are never read as markup. */
  readonly text?: string
  readonly attributes?: Readonly<Record<string, string>>
}

/** An element of the page, with what is in it. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  parts: Parts = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  if (parts.class !== undefined) made.className = parts.class
  if (parts.text !== undefined) made.textContent = parts.text
  for (const [name, value] of Object.entries(parts.attributes ?? {})) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** An element that the page was rendered with. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T | undefined {
  const found = document.getElementById(id)
  return found instanceof type ? found : undefined
}
