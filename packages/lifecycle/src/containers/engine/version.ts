import type { EngineAddress } from './address.ts'
import { EngineError } from './error.ts'
import { askEngine, nameOf, readJson } from './request.ts'
import type { EngineRequest } from './request.ts'

/** What answers, and the version of the Engine API that is spoken with it. */
export interface EngineVersion {
  readonly tool: 'docker' | 'podman'
  /** `1.41` */
  readonly apiVersion: string
}

/** Asks who answers at an address, and settles on the newest version that both sides know. */
export async function negotiateVersion(
  address: EngineAddress,
  options: Pick<EngineRequest, 'timeoutMs' | 'signal'>,
): Promise<EngineVersion> {
  const ask = { purpose: 'tell its version', ...options }
  const headers = await askEngine(address, { ...ask, path: '/_ping' }, (_, response) =>
    Promise.resolve(response.headers),
  )
  const spoken = headers['api-version'] ?? (await askEngine(address, { ...ask, path: '/version' }, readJson))
  const theirs = parseVersion(typeof spoken === 'string' ? spoken : readApiVersion(spoken))
  if (theirs === null) {
    throw new EngineError(
      'broken',
      `${nameOf(address)} names no version of the Engine API: it is something else.`,
    )
  }
  if (isOlder(theirs, OLDEST)) throw tooOld(address, theirs)
  const agreed = isOlder(theirs, NEWEST) ? theirs : NEWEST
  return { tool: 'libpod-api-version' in headers ? 'podman' : 'docker', apiVersion: agreed.join('.') }
}

type Version = readonly [major: number, minor: number]

// Docker 19.03 and Podman 3 on one side; on the other what Docker 25 brought, and Docker 29 still accepts as oldest.
const OLDEST: Version = [1, 40]
const NEWEST: Version = [1, 44]

function parseVersion(text: string): Version | null {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(text) ?? []
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor)]
}

function isOlder([major, minor]: Version, other: Version): boolean {
  return major < other[0] || (major === other[0] && minor < other[1])
}

function readApiVersion(answer: unknown): string {
  const version = (answer as { ApiVersion?: unknown } | null)?.ApiVersion
  return typeof version === 'string' ? version : ''
}

function tooOld(address: EngineAddress, version: Version): EngineError {
  const needed = `${OLDEST.join('.')} (Docker 19.03) or newer is needed`
  return new EngineError('refused', `${nameOf(address)} speaks Engine API ${version.join('.')}; ${needed}.`)
}
