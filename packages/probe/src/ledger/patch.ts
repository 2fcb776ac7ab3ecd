type AnyFunction = (this: unknown, ...args: never[]) => unknown

/**
 * Replaces a method by one that wraps it. Name, arity, own properties and a custom `util.promisify`
 * stay as they were, so that neither spies nor libraries that look closely see a difference.
 */
export function patch<T extends object, K extends keyof T>(
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): void {
  const original = target[name]
  if (typeof original !== 'function') return
  const replacement = wrap(original) as AnyFunction
  copyOwnProperties(original, replacement)
  target[name] = replacement as T[K]
}

function copyOwnProperties(from: object, to: object): void {
  for (const key of Reflect.ownKeys(from)) {
    if (key === 'prototype') continue
    const descriptor = Object.getOwnPropertyDescriptor(from, key)
    if (descriptor) Object.defineProperty(to, key, descriptor)
  }
}
