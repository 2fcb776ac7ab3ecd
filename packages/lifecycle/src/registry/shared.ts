import type { Held } from './claim.ts'
import type { Registry } from './registry.ts'

/** Gives what was made under a name, making it on first use. */
export type Share = <T>(name: string, make: () => T, release: (value: Awaited<T>) => unknown) => T

/** Makes a `Share`: each name is made once and released once, and made anew when it is used after that. */
export function createShare(registry: Registry): Share {
  const made = new Map<string, Held>()
  return <T>(name: string, make: () => T, release: (value: Awaited<T>) => unknown): T => {
    const known = made.get(name)
    if (known !== undefined && !known.isReleasing()) return known.value as T
    const value = make()
    const held = registry.add<T>({
      name,
      value,
      release: async () => release(await value),
      onEnd: () => {
        if (made.get(name) === held) made.delete(name)
      },
    })
    made.set(name, held)
    forgetIfRejected(value, held)
    return value
  }
}

/** What could not be made is not owned, and the next use tries again. */
function forgetIfRejected(value: unknown, held: Held): void {
  if (isThenable(value)) value.then(undefined, held.forget)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
