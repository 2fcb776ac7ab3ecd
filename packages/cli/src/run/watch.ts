import type { WorkerSample } from '@watertight/findings'
import { systemClock } from '@watertight/lifecycle'
import type { Probe, ProcessInfo } from '@watertight/probe'
import type { Containment } from './contain/containment.ts'
import { createRecorder } from './contain/recorder.ts'
import type { Recorder } from './contain/recorder.ts'
import { startTimeline } from './timeline.ts'

/** Watches a command while it runs. */
export interface Watch {
  readonly recorder: Recorder
  /** Looks a last time, and says what the tree used. */
  readonly stop: () => Promise<readonly WorkerSample[]>
}

/** Looks take at most this part of the time, so that the command hardly notices. */
const SHARE = 1 / 50
const [SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS] = [10, 250]

/** Begins to watch the tree below a command that has just been started. */
export function watchCommand(command: ProcessInfo, containment: Containment, probe: Probe): Watch {
  const recorder = createRecorder(command, probe)
  const timeline = startTimeline(() => [...new Set([...recorder.pids(), ...containment.pids()])], probe)
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    const startedMs = systemClock.now()
    recorder.look()
    const costMs = systemClock.now() - startedMs
    timer = setTimeout(look, Math.min(Math.max(costMs / SHARE, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS))
  }
  look()
  return {
    recorder,
    stop() {
      clearTimeout(timer)
      recorder.look()
      return timeline.stop()
    },
  }
}
