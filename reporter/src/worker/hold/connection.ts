import type { Hold } from './hold.ts'

/** A TCP connection as its client sees it; `undefined` where an end has no port, or none that is known. */
export function connectionBetween(
  clientPort: number | undefined,
  serverPort: number | undefined,
): string | undefined {
  return clientPort === undefined || serverPort === undefined ? undefined : `${clientPort} to ${serverPort}`
}

/** The connection of a scope that a hold is a view of: a session is one, and so is the socket beneath it. */
export function connectionOf({ scope, facts: { localPort, remotePort } }: Hold): string | undefined {
  const connection = connectionBetween(localPort, remotePort)
  return connection === undefined ? undefined : `${scope.number} ${connection}`
}
