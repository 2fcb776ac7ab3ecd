import { sayReceived } from '@watertight/findings'

/** Where a container engine answers. */
export interface EngineAddress {
  /** As DOCKER_HOST writes it: `unix:///var/run/docker.sock`, `tcp://127.0.0.1:2375`. */
  readonly text: string
  /** How `http.request` connects to it. */
  readonly target: { readonly socketPath: string } | { readonly host: string; readonly port: number }
}

/** The environment that says where engines are; `process.env` fits. */
export type EngineEnvironment = Readonly<Record<string, string | undefined>>

/**
 * The addresses at which an engine may answer, in the order in which they are tried: DOCKER_HOST alone where it
 * is set, else the sockets of Docker, Docker Desktop and Podman. Docker's contexts are not read.
 */
export function engineAddresses(env: EngineEnvironment): readonly EngineAddress[] {
  if (env.DOCKER_HOST) return [parseEngineAddress(env.DOCKER_HOST, env)]
  return WELL_KNOWN.flatMap(({ variable, path }) => {
    const base = variable === null ? '' : env[variable]
    return base === undefined || (variable !== null && !base.startsWith('/')) ? [] : [onSocket(base + path)]
  })
}

/** Parses an address as DOCKER_HOST writes it; throws a `TypeError` for one that cannot be asked. */
export function parseEngineAddress(text: string, env: EngineEnvironment = {}): EngineAddress {
  const [, scheme = '', rest = ''] = /^(\w+):\/\/(.+)$/.exec(text) ?? []
  if (scheme === 'unix' && rest.startsWith('/')) return onSocket(rest)
  const url = scheme === 'tcp' || scheme === 'http' ? parseHost(rest) : null
  if (url === null) throw unusable(text)
  const port = Number(url.port || PLAIN_PORT)
  if (port === TLS_PORT || env.DOCKER_TLS_VERIFY) throw unusable(text)
  // An IPv6 address stands in brackets in a URL, and without them in a connection.
  return { text, target: { host: url.hostname.replace(/^\[|\]$/g, ''), port } }
}

/** The host at which an engine publishes the ports of its containers; `null` when it is this machine. */
export function remoteHost({ target }: EngineAddress): string | null {
  return 'socketPath' in target || LOOPBACK.test(target.host) ? null : target.host
}

const PLAIN_PORT = 2375
const TLS_PORT = 2376

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/

const WELL_KNOWN: readonly { variable: string | null; path: string }[] = [
  { variable: null, path: '/var/run/docker.sock' },
  { variable: 'XDG_RUNTIME_DIR', path: '/docker.sock' },
  { variable: 'HOME', path: '/.docker/run/docker.sock' },
  { variable: 'XDG_RUNTIME_DIR', path: '/podman/podman.sock' },
  { variable: null, path: '/run/podman/podman.sock' },
]

function onSocket(socketPath: string): EngineAddress {
  return { text: `unix://${socketPath}`, target: { socketPath } }
}

function parseHost(rest: string): URL | null {
  // As http, because URL gives tcp: no host.
  return URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : null
}

function unusable(text: string): TypeError {
  return new TypeError(
    'Expected DOCKER_HOST to be unix:///path or tcp://host:port without TLS ' +
      `(engines behind ssh, TLS and named pipes are not supported), got ${sayReceived(text)}.`,
  )
}
