import { EngineError } from './error.ts'

/** A container as a list shows it. */
export interface ContainerSummary {
  /** 64 hexadecimal digits, never given twice. */
  readonly id: string
  readonly name: string
  readonly image: string
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`. */
  readonly state: string
  /** Seconds since the epoch, by the engine's clock. */
  readonly createdAt: number
  readonly labels: Labels
}

/** Labels by name. */
export type Labels = Readonly<Record<string, string>>

/** A container as it is now. */
export interface ContainerDetails extends ContainerSummary {
  readonly isRunning: boolean
  /** Of the last run; 0 while there was none. */
  readonly exitCode: number
  /** Why the engine could not start it; empty when it could. */
  readonly error: string
  readonly isOutOfMemory: boolean
  /** `none` where the image defines no health check. */
  readonly health: 'none' | 'starting' | 'healthy' | 'unhealthy'
  /** What the last health check printed. */
  readonly healthOutput: string
  /** Host ports by container port, as in `5432/tcp`. */
  readonly publishedPorts: ReadonlyMap<string, number>
  readonly networkMode: string
}

/** Reads the answer of `GET /containers/json`. */
export function readSummaries(answer: unknown): ContainerSummary[] {
  if (!Array.isArray(answer)) throw unexpected('a list of containers')
  return answer.map((item: RawSummary | null) => ({
    id: readId(item?.Id),
    name: readName(item?.Names?.[0]),
    image: item?.Image ?? '',
    state: item?.State ?? '',
    createdAt: item?.Created ?? Number.NaN,
    labels: item?.Labels ?? {},
  }))
}

/** Reads the answer of `GET /containers/{id}/json`. */
export function readDetails(answer: unknown): ContainerDetails {
  const { Id, Name, Created, Config, State, NetworkSettings, HostConfig } = asObject(answer) as RawDetails
  return {
    id: readId(Id),
    name: readName(Name),
    image: Config?.Image ?? '',
    state: State?.Status ?? '',
    createdAt: Math.floor(Date.parse(Created ?? '') / 1000),
    labels: Config?.Labels ?? {},
    isRunning: State?.Running ?? false,
    exitCode: State?.ExitCode ?? 0,
    error: State?.Error ?? '',
    isOutOfMemory: State?.OOMKilled ?? false,
    health: readHealth(State?.Health?.Status),
    healthOutput: State?.Health?.Log?.at(-1)?.Output?.trim() ?? '',
    publishedPorts: readPorts(NetworkSettings?.Ports ?? {}),
    networkMode: HostConfig?.NetworkMode ?? '',
  }
}

/** Reads the answer of `POST /containers/create`. */
export function readCreated(answer: unknown): string {
  return readId((asObject(answer) as { Id?: string }).Id)
}

/** Reads the answer of `POST /containers/{id}/wait`: the exit code. */
export function readWaited(answer: unknown): number {
  const { StatusCode } = asObject(answer) as { StatusCode?: number }
  if (typeof StatusCode !== 'number') throw unexpected('an exit code')
  return StatusCode
}

// Podman and older engines leave out, or set to null, what is empty.
type Raw<T> = { readonly [K in keyof T]?: T[K] | null }
type RawSummary = Raw<{
  Id: string
  Names: string[]
  Image: string
  State: string
  Created: number
  Labels: Labels
}>
type RawHealth = Raw<{ Status: string; Log: { Output?: string }[] }>
type RawState = Raw<{
  Status: string
  Running: boolean
  ExitCode: number
  Error: string
  OOMKilled: boolean
  Health: RawHealth
}>
type RawPorts = Readonly<Record<string, { HostPort?: string }[] | null>>
type RawDetails = Raw<{
  Id: string
  Name: string
  Created: string
  Config: Raw<{ Image: string; Labels: Labels }>
  State: RawState
  NetworkSettings: Raw<{ Ports: RawPorts }>
  HostConfig: Raw<{ NetworkMode: string }>
}>

const HEALTH = ['starting', 'healthy', 'unhealthy'] as const

function readHealth(status: string | null | undefined): ContainerDetails['health'] {
  return HEALTH.find((health) => health === status) ?? 'none'
}

function readPorts(ports: RawPorts): Map<string, number> {
  const pairs = Object.entries(ports).map(([port, bindings]): [string, number] => [
    port,
    Number(bindings?.find(({ HostPort }) => HostPort)?.HostPort ?? 0),
  ])
  return new Map(pairs.filter(([, hostPort]) => hostPort > 0))
}

function readName(name: string | null | undefined): string {
  return (name ?? '').replace(/^\//, '')
}

function readId(id: unknown): string {
  if (typeof id !== 'string' || !/^[\da-f]{12,64}$/.test(id)) throw unexpected('the id of a container')
  return id
}

function asObject(answer: unknown): object {
  if (typeof answer !== 'object' || answer === null) throw unexpected('an object')
  return answer
}

function unexpected(what: string): EngineError {
  return new EngineError('broken', `What answers is no container engine: expected ${what}.`)
}
