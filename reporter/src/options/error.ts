import { nearest, sayReceived } from '@watertight/findings'

/** An option that cannot be used; the message names it, what was expected and what was given. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError'
}

/** ``Expected `settleMs` to be a non-negative integer, got `-5` (number).`` */
export function unexpected(name: string, expectation: string, received: unknown): OptionsError {
  return new OptionsError(`Expected \`${name}\` to be ${expectation}, got ${sayReceived(received)}.`)
}

/** Refuses a name that is not known, with the nearest known one; `what` says what it would name: `option`. */
export function refuseUnknown(names: readonly string[], known: readonly string[], what: string): void {
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const meant = nearest(unknown, known)
  const hint = meant === undefined ? `Known are ${listed(known)}.` : `Did you mean \`${meant}\`?`
  throw new OptionsError(`Unknown ${what} \`${unknown}\`. ${hint}`)
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
