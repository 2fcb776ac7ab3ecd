/** The public object behind a native handle (`net.Socket` of a `TCP`), which Node keeps under a private symbol. */
export function ownerOf(handle: object): object | undefined {
  const symbol = Object.getOwnPropertySymbols(handle).find(
    (candidate) => candidate.description === 'owner_symbol',
  )
  const owner: unknown = symbol && Reflect.get(handle, symbol)
  return typeof owner === 'object' && owner !== null ? owner : undefined
}

/** Whether a handle keeps the process alive; handles that cannot say do. */
export function hasRef(handle: object): boolean {
  const { hasRef: ask } = handle as { hasRef?: () => boolean }
  return typeof ask === 'function' ? ask.call(handle) : true
}
