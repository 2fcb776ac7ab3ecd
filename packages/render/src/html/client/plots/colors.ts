const cache = new Map<string, string>()

/** A colour of the style sheet as a canvas can take it: one that depends on the theme is resolved to what it is now. */
export function colorOf(name: string): string {
  const known = cache.get(name)
  if (known !== undefined) return known
  const probe = document.createElement('i')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const color = getComputedStyle(probe).color
  probe.remove()
  cache.set(name, color)
  return color
}

/** The theme has changed. */
export function forgetColors(): void {
  cache.clear()
}

/** Colours of lanes; more lanes than these take them again. */
export const LANE_COLORS = 6
