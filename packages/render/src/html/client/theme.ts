import { byId, element } from './element.ts'

type Theme = 'light' | 'dark'

const KEY = 'watertight-theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

/** Follows the reader's system until they choose otherwise. */
export function offerThemes(onChange: () => void): void {
  const button = byId('theme', HTMLButtonElement)
  if (button === undefined) return
  const show = (): void => {
    const other = otherTheme()
    button.replaceChildren(
      other === 'dark' ? 'Dark' : 'Light',
      element('span', { class: 'unseen', text: ' theme' }),
    )
    onChange()
  }
  choose(storedTheme())
  button.hidden = false
  button.addEventListener('click', () => {
    const theme = otherTheme()
    choose(theme)
    store(theme)
    show()
  })
  dark.addEventListener('change', show)
  show()
}

function otherTheme(): Theme {
  const now = document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')
  return now === 'dark' ? 'light' : 'dark'
}

function choose(theme: Theme | undefined): void {
  if (theme !== undefined) document.documentElement.dataset.theme = theme
}

function storedTheme(): Theme | undefined {
  try {
    const stored = localStorage.getItem(KEY)
    return stored === 'light' || stored === 'dark' ? stored : undefined
  } catch {
    // A page without an origin may have no storage: the choice lasts as long as the page.
    return undefined
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // As above.
  }
}
