/** The arguments of a call with their trailing Node-style callback replaced by one that first reports success. */
export function onSuccess(args: readonly unknown[], succeeded: (result: unknown) => void): unknown[] {
  const callback = args.at(-1)
  if (typeof callback !== 'function') return [...args]
  function reporting(this: unknown, ...results: unknown[]): unknown {
    if (results[0] === null) succeeded(results[1])
    return Reflect.apply(callback as () => unknown, this, results)
  }
  return [...args.slice(0, -1), reporting]
}
