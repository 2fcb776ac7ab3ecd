import { expectMet, expectOptions, fields, milliseconds, portNumber, text, texts } from '../expect.ts'
import type { Expectation, Expectations } from '../expect.ts'
import { isOurLabel } from './labels.ts'
import type { ContainerPort } from './port.ts'

/** The container that is to be started. */
export interface ContainerSpec {
  /** `postgres:18-alpine`; without a tag or a digest, `latest`. */
  readonly image: string
  /** A name of one's own, free on the engine; by default one that nobody else has. */
  readonly name?: string
  readonly env?: Readonly<Record<string, string>>
  /** Ports of the container, published at free ports of 127.0.0.1. */
  readonly ports?: readonly ContainerPort[]
  /** Replaces the command of the image. */
  readonly cmd?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  /** `bridge` by default; `none`, `host`, or the name of a network that exists. */
  readonly network?: 'none' | 'host' | 'bridge' | (string & {})
  /** When it is ready for use; without it, as soon as it runs. */
  readonly ready?: ContainerReady
  /** How long it may take to become ready, in ms; 60,000 by default. */
  readonly readyTimeoutMs?: number
  /** How long it may take to end when it is told to, before it is killed, in ms; 5,000 by default. */
  readonly graceMs?: number
  /** Whether an image that the engine does not have is pulled; `missing` by default. */
  readonly pull?: 'missing' | 'never'
  /** Replaces the health check of the image: a command for its shell. */
  readonly healthcheck?: ContainerHealthcheck
  /** More fields of the Engine API's `HostConfig`: `Binds`, `Tmpfs`, `ShmSize`, … */
  readonly hostConfig?: Readonly<Record<string, unknown>>
}

/**
 * When a container is ready: something accepts connections at this port of the container, its output shows this
 * text (`times` times, once by default), or its health check says so.
 */
export type ContainerReady =
  | { readonly port: number }
  | { readonly log: string | RegExp; readonly times?: number }
  | { readonly healthy: true }

/** How the engine checks a container's health. */
export interface ContainerHealthcheck {
  /** Healthy when it ends with 0. */
  readonly command: string
  /** Between two checks, in ms; the engine's default is 30,000. */
  readonly intervalMs?: number
  /** How many failures in a row make it unhealthy; the engine's default is 3. */
  readonly retries?: number
}

/** Throws a `TypeError` for what cannot be started as it is written. */
export function checkSpec(spec: ContainerSpec): void {
  expectMet('container', spec, fields)
  expectMet('image', spec.image, image)
  expectOptions(spec, SPEC)
  if (spec.ready !== undefined) checkReady(spec.ready, spec)
  if (spec.healthcheck !== undefined) {
    expectMet('healthcheck.command', spec.healthcheck.command, text)
    expectOptions(spec.healthcheck, { command: text, intervalMs: milliseconds, retries: count })
  }
  if (spec.network === 'none' && (spec.ports ?? []).length > 0) {
    throw new TypeError('Expected `network` to be other than `none`, which publishes no `ports`.')
  }
}

function checkReady(ready: ContainerReady, { ports = [] }: ContainerSpec): void {
  expectOptions(ready, READY)
  const conditions = ['port', 'log', 'healthy'].filter((name) => Object.hasOwn(ready, name))
  if (conditions.length !== 1)
    throw new TypeError('Expected `ready` to have one of `port`, `log`, `healthy`.')
  if ('port' in ready && !ports.includes(ready.port)) {
    throw new TypeError(`Expected \`ready.port\` to be one of \`ports\`, got \`${ready.port}\` (number).`)
  }
}

const count: Expectation = { words: 'a positive integer', isMet: (value) => isCount(value) }

const image: Expectation = {
  words: 'the name of an image',
  isMet: (value) => typeof value === 'string' && /^[\w][\w./:@+-]*$/.test(value),
}

const SPEC: Expectations = {
  image,
  name: {
    words: 'a name of at least two letters, digits, `_`, `.` or `-`',
    isMet: (value) => typeof value === 'string' && /^[a-zA-Z\d][\w.-]+$/.test(value),
  },
  env: { words: 'an object of strings', isMet: isDictionary },
  ports: {
    words: 'an array of ports, as `5432` or `"53/udp"`',
    isMet: (value) => Array.isArray(value) && value.every(isContainerPort),
  },
  cmd: texts,
  labels: {
    words: 'an object of strings whose names do not start with `watertight.`',
    isMet: (value) => isDictionary(value) && !Object.keys(value).some(isOurLabel),
  },
  network: text,
  ready: fields,
  readyTimeoutMs: milliseconds,
  graceMs: milliseconds,
  pull: { words: '`missing` or `never`', isMet: (value) => value === 'missing' || value === 'never' },
  healthcheck: fields,
  hostConfig: fields,
}

const READY: Expectations = {
  port: portNumber,
  log: {
    words: 'a non-empty string or a RegExp',
    isMet: (value) => (typeof value === 'string' && value !== '') || value instanceof RegExp,
  },
  times: count,
  healthy: { words: '`true`', isMet: (value) => value === true },
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0
}

function isDictionary(value: unknown): value is Record<string, string> {
  return fields.isMet(value) && Object.values(value as object).every((item) => typeof item === 'string')
}

function isContainerPort(value: unknown): boolean {
  const [, udp] = /^(\d+)\/udp$/.exec(String(value)) ?? []
  return portNumber.isMet(udp === undefined ? value : Number(udp))
}
