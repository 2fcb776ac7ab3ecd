import type { Facts } from './finding.ts'

/** `127.0.0.1:4821`, `[::1]:4821`, or undefined when the port is unknown. */
export function localOf({ localAddress, localPort }: Facts): string | undefined {
  return endpoint(localAddress, localPort)
}

/** Like `localOf`, of the peer. */
export function remoteOf({ remoteAddress, remotePort }: Facts): string | undefined {
  return endpoint(remoteAddress, remotePort)
}

/** `127.0.0.1:51234 → 127.0.0.1:5432`, as much of it as is known. */
export function routeOf(facts: Facts): string | undefined {
  const [local, remote] = [localOf(facts), remoteOf(facts)]
  if (remote === undefined) return local === undefined ? undefined : `from ${local}`
  return local === undefined ? `to ${remote}` : `${local} → ${remote}`
}

function endpoint(address: string | undefined, port: number | undefined): string | undefined {
  if (port === undefined) return undefined
  const host = address ?? '*'
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
