/** The time that waiting goes by; a test puts its own in. */
export interface Clock {
  /** Milliseconds since some moment; never runs backwards. */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
}

// Captured, because tests leave fake timers on, and a wait that never ends would be ours.
const { performance, setTimeout } = globalThis
const now = performance.now.bind(performance)

/** The clock of the machine. */
export const systemClock: Clock = {
  now,
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
}
