import type { EngineAddress } from './address.ts'
import type { ContainerDetails, ContainerSummary } from './answers.ts'
import type { LogPiece } from './log-frames.ts'
import type { EngineVersion } from './version.ts'

/** A container engine that answered. Everything rejects with an `EngineError` when it does not answer any more. */
export interface Engine extends EngineVersion {
  readonly address: EngineAddress
  /** Containers in any state that carry all these labels, each as `name` or `name=value`. */
  list(labels?: readonly string[], signal?: AbortSignal): Promise<readonly ContainerSummary[]>
  /** Whole seconds since the epoch by the engine's own clock, which is the one that says when containers were made. */
  now(): Promise<number>
  /** By id or by name. */
  inspect(id: string): Promise<ContainerDetails>
  /** Takes the body of the Engine API's `ContainerCreate`, gives the id. */
  create(name: string, body: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<string>
  start(id: string, signal?: AbortSignal): Promise<void>
  /** The image's stop signal, and SIGKILL after the grace; rejects with status 404 when there is none. */
  stop(id: string, graceMs: number): Promise<void>
  kill(id: string, signal?: string): Promise<void>
  /** Removes it with its anonymous volumes, running or not. `false` when it was gone already, or going. */
  remove(id: string): Promise<boolean>
  /** Waits until it does not run, and gives its exit code. */
  wait(id: string, timeoutMs: number): Promise<number>
  /** Its last lines, both streams in the order of their arrival. */
  tail(id: string, lines: number): Promise<string>
  /** Its output from its start until it ends or `read` returns; nobody waits longer than `timeoutMs`. */
  follow<T>(id: string, options: FollowOptions, read: ReadLog<T>): Promise<T>
  hasImage(image: string): Promise<boolean>
  /** Pulls an image without credentials; `timeoutMs` is how long no progress may come. */
  pull(image: string, options: FollowOptions): Promise<void>
}

/** How long nothing may come, and the caller's wish to stop. */
export interface FollowOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** Reads a log as it comes. */
export type ReadLog<T> = (pieces: AsyncIterable<LogPiece>) => Promise<T>
