import { performance } from 'node:perf_hooks'
import timers from 'node:timers'

/** Captured before any test can put a fake in their place. */
const now = performance.now.bind(performance)
const { setTimeout, setImmediate, clearTimeout } = timers

/** Milliseconds since this thread began, real even under fake timers. */
export function monotonicMs(): number {
  return now()
}

/** Waits for real, under fake timers too; 0 is one turn of the event loop. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms === 0) setImmediate(resolve)
    else setTimeout(resolve, ms)
  })
}

/** Runs `work` once after `ms` without keeping the process alive; returns what cancels it. */
export function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms).unref()
  return () => clearTimeout(timer)
}
