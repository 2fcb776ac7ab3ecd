/** The public object behind a native handle (`net.Socket` of a `TCP`), which Node keeps under a private symbol. */
export function ownerOf(handle: object): object | undefined {
  return privateOf(handle, 'owner_symbol')
}

/** The socket beneath an HTTP/2 session: `session.socket` is no more than a proxy of it. */
export function socketBeneath(session: object): object | undefined {
  return privateOf(session, 'socket')
}

/** Whether a handle keeps the process alive; handles that cannot say do, and one that is gone answers nothing. */
export function hasRef(handle: object): boolean | undefined {
  const { hasRef: ask } = handle as { hasRef?: () => boolean | undefined }
  return typeof ask === 'function' ? ask.call(handle) : true
}

function privateOf(target: object, description: string): object | undefined {
  const symbol = Object.getOwnPropertySymbols(target).find(
    (candidate) => candidate.description === description,
  )
  const value: unknown = symbol && Reflect.get(target, symbol)
  return typeof value === 'object' && value !== null ? value : undefined
}
