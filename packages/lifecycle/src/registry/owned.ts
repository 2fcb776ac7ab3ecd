/** Something that is released once, whoever asks for it, and at the latest when its scope ends. */
export interface Releasable extends AsyncDisposable {
  /** How it is called in errors and in `watertight sweep`. */
  readonly name: string
  /** Releases it now, once; rejects with a `CleanupError` when that failed. */
  readonly release: () => Promise<void>
  /** Gives it up without releasing it: from now on it is somebody else's. */
  readonly forget: () => void
}

/** A value that is owned. */
export interface Owned<T> extends Releasable {
  readonly value: T
}

/** How long a clean-up may take, and what is tried after that. */
export interface OwnOptions<T = unknown> {
  /** Time for the clean-up, in ms; 10,000 by default. */
  readonly timeoutMs?: number
  /** The next step, when the clean-up threw or took too long: as `socket.destroy()` is to `socket.end()`. */
  readonly escalate?: (value: T) => unknown
}
