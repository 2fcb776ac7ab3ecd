import type { ContainerSpec } from './containers/index.ts'
import { callable, expectMet, expectOptions, milliseconds, text } from './expect.ts'
import type { Expectations } from './expect.ts'
import { ownAdoptedContainer, ownStartedContainer } from './own-container.ts'
import type { LifecycleContainer } from './own-container.ts'
import { ownCommand } from './processes/own-command.ts'
import type { CommandOptions } from './processes/own-command.ts'
import type { OwnedProcess } from './processes/owned-process.ts'
import type { SpawnOptions } from './processes/spawn-options.ts'
import { spawnOwned } from './processes/spawn.ts'
import type { SpawnMeans } from './processes/spawn.ts'
import { ownTempDir } from './registry/own-temp-dir.ts'
import type { Owned, OwnOptions, Releasable } from './registry/owned.ts'
import { createPair } from './registry/pair.ts'
import type { Pair, PairOptions } from './registry/pair.ts'
import type { Registry } from './registry/registry.ts'
import { createShare } from './registry/shared.ts'
import { startTask } from './registry/task.ts'
import type { TaskOptions, TaskWork } from './registry/task.ts'
import type { Tell } from './tell.ts'
import { runWithCleanup } from './with-cleanup.ts'
import type { CleanupOptions } from './with-cleanup.ts'

/** Owns things, and releases them, last in, first out, when it ends. */
export interface Scope extends AsyncDisposable {
  /** Owns a value: `release` is called with it once, at the latest when the scope ends. */
  readonly own: <T>(
    name: string,
    value: T,
    release: (value: T) => unknown,
    options?: OwnOptions<T>,
  ) => Owned<T>
  /** Starts a process in a group of its own, and waits until it is ready; what comes from it is owned too. */
  readonly spawn: (file: string, args?: readonly string[], options?: SpawnOptions) => Promise<OwnedProcess>
  /** Starts a container, and waits until it is ready. */
  readonly container: (spec: ContainerSpec) => Promise<LifecycleContainer>
  /** Owns a container that testcontainers, docker compose or somebody else started, named by id or by name. */
  readonly adoptContainer: (name: string) => Promise<LifecycleContainer>
  /** Owes a command: it is run when the scope ends, and also when this process is killed before. */
  readonly ownCommand: (name: string, argv: readonly string[], options?: CommandOptions) => Releasable
  /** Makes a folder for temporary files, which is removed with all that is in it. */
  readonly tempDir: (prefix?: string) => Owned<string>
  /** Starts work in the background that is aborted, and awaited, when the scope ends. */
  readonly task: <T>(work: TaskWork<T>, options?: TaskOptions) => Owned<Promise<T>>
  /** Gives what was made under a name: it is made on first use, and released once. */
  readonly shared: <T>(name: string, make: () => T, release: (value: Awaited<T>) => unknown) => T
  /**
   * Gives two functions in place of two: what the first makes is owned until the second removes it. If nobody calls
   * the second, it is called with what the first gave, or with the first's arguments when it gave nothing.
   */
  readonly pair: <A extends unknown[], R, D extends unknown[], E>(
    create: (...args: A) => R,
    destroy: (...args: D) => E,
    options?: PairOptions<A, R, D>,
  ) => Pair<A, R, D, E>
  /** Runs a function with a scope of its own, which ends with it: when it returns, throws, or takes too long. */
  readonly withCleanup: <T>(
    work: (scope: InnerScope) => T | PromiseLike<T>,
    options?: CleanupOptions,
  ) => Promise<T>
  /** Releases everything that is owned now; rejects with a `ReleaseError` at the end when clean-ups failed. */
  readonly releaseAll: () => Promise<void>
}

/** The scope of one function. */
export interface InnerScope extends Scope {
  /** Aborted when the scope's time is over. */
  readonly signal: AbortSignal
}

/** What scopes work with. */
export interface ScopeMeans extends Omit<SpawnMeans, 'registry'> {
  readonly tell: Tell
}

/** Makes the scope of a registry. */
export function createScope(registry: Registry, scopeMeans: ScopeMeans): Scope {
  const means = { ...scopeMeans, registry }
  return {
    own(name, value, release, options = {}) {
      expectMet('name', name, text)
      expectMet('release', release, callable)
      expectOptions(options, OWN)
      return registry.add({ ...options, name, value, release })
    },
    spawn: (file, args = [], options = {}) => spawnOwned(means, file, args, options),
    container: (spec) => ownStartedContainer(means, spec),
    adoptContainer: (name) => ownAdoptedContainer(means, name),
    ownCommand: (name, argv, options = {}) => ownCommand(means, name, argv, options),
    tempDir: (prefix = 'watertight-') => ownTempDir(means, prefix),
    task(work, options = {}) {
      expectMet('work', work, callable)
      expectOptions(options, TASK)
      return startTask(registry, work, options)
    },
    shared: createShare(registry),
    pair(create, destroy, options = {}) {
      expectMet('create', create, callable)
      expectMet('destroy', destroy, callable)
      expectOptions(options, PAIR)
      return createPair(registry, create, destroy, options)
    },
    withCleanup: (work, options = {}) => runWithCleanup(registry, scopeMeans, work, options),
    releaseAll: registry.releaseAll,
    [Symbol.asyncDispose]: registry.releaseAll,
  }
}

const OWN: Expectations = { timeoutMs: milliseconds, escalate: callable }
const TASK: Expectations = { name: text, timeoutMs: milliseconds }
const PAIR: Expectations = { name: text, timeoutMs: milliseconds, argumentsOf: callable }
