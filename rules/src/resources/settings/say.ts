/** ``Expected `settings.watertight.resources[2].kind` to be one of …, got `"pol"` (string).`` */
export function sayUnexpected(name: string, expectation: string, received: unknown): string {
  return `Expected \`${name}\` to be ${expectation}, got ${sayReceived(received)}.`
}

/** Names as a sentence lists them. */
export function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

const SHOWN = 60

function sayReceived(value: unknown): string {
  if (value === undefined || value === null) return `\`${String(value)}\``
  const text = literal(value)
  const short = text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text
  return `\`${short}\` (${Array.isArray(value) ? 'array' : typeof value})`
}

function literal(value: unknown): string {
  if (typeof value === 'function') return value.name || 'anonymous'
  if (typeof value === 'symbol') return String(value)
  try {
    return JSON.stringify(value)
  } catch {
    // A cycle, or a BigInt inside: the type has to do.
    return Object.prototype.toString.call(value)
  }
}
