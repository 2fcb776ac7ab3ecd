import { attemptOr } from '../attempt.ts'

type AnyFunction = (this: unknown, ...args: never[]) => unknown

/**
 * Replaces a method by one that wraps it, and tells whether the target let it (a frozen one does not); never throws.
 * Name, arity, own properties and a custom `util.promisify` stay as they were, so that neither spies nor
 * libraries that look closely see a difference.
 */
export function patch<T extends object, K extends keyof T>(
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): boolean {
  return attemptOr(false, () => {
    const original = target[name]
    if (typeof original !== 'function') return false
    const replacement = wrap(original) as AnyFunction
    copyOwnProperties(original, replacement)
    return replace(target, name, replacement)
  })
}

function copyOwnProperties(from: object, to: object): void {
  for (const key of Reflect.ownKeys(from)) {
    if (key === 'prototype') continue
    const descriptor = Object.getOwnPropertyDescriptor(from, key)
    if (descriptor) Reflect.defineProperty(to, key, descriptor)
  }
}

/** What may not be assigned (read-only, or a getter alone) may still be defined anew. */
function replace(target: object, name: PropertyKey, value: AnyFunction): boolean {
  if (Reflect.set(target, name, value) && Reflect.get(target, name) === value) return true
  const enumerable = Object.getOwnPropertyDescriptor(target, name)?.enumerable ?? true
  return Reflect.defineProperty(target, name, { value, enumerable, configurable: true, writable: true })
}
