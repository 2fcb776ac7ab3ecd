import { resolve } from 'node:path'
import type { Finding } from '@watertight/findings'

/** As much of a Vitest task as a verdict touches (3.2, 4 and 5 agree on it). */
export interface TaskLike {
  readonly id: string
  readonly name: string
  readonly type: string
  mode: string
  readonly meta: Record<string, unknown>
  readonly suite?: TaskLike
  readonly file: TaskLike & {
    readonly filepath: string
    readonly projectName?: string
    readonly pool?: string
  }
  readonly tasks?: readonly TaskLike[]
  readonly location?: { readonly line: number }
  readonly fails?: boolean
  result?: TaskResultLike
}

interface TaskResultLike {
  state: string
  errors?: TaskErrorLike[]
  /** Vitest 5 prints the errors of attempts. */
  attempts?: { state: string; errors?: TaskErrorLike[] }[]
  /** Milliseconds since the epoch. */
  startTime?: number
  duration?: number
  pending?: boolean
  note?: string
}

interface TaskErrorLike {
  readonly name: string
  readonly message: string
  readonly stack: string
}

/** Makes a leak an ordinary failure of its task: appended, so that the task's own error stays first. */
export function failTask(task: TaskLike, finding: Finding, root: string): void {
  const error = toError(finding, root)
  const result = (task.result ??= { state: 'fail' })
  result.state = 'fail'
  result.errors = [...(result.errors ?? []), error]
  const attempt = result.attempts?.at(-1)
  if (!attempt) return
  attempt.state = 'fail'
  attempt.errors = [...(attempt.errors ?? []), error]
}

/** The suites and the file above a failed task, which fail with it. */
export function failAncestors(task: TaskLike): TaskLike[] {
  const changed: TaskLike[] = []
  for (let suite = task.suite ?? parentFile(task); suite; suite = suite.suite ?? parentFile(suite)) {
    if (suite.result && suite.result.state !== 'fail') suite.result.state = 'fail'
    changed.push(suite)
  }
  return changed
}

function parentFile(task: TaskLike): TaskLike | undefined {
  return task.file === task ? undefined : task.file
}

/** A plain object, as it must cross to the main process; the frames are the user's lines. */
function toError(finding: Finding, root: string): TaskErrorLike {
  const { message, stack, place, evidence } = finding
  const frames = [...(place ? [place] : []), ...stack.filter((frame) => !isSamePlace(frame, place))]
  const lines = frames.map((frame) => {
    const location = `${resolve(root, frame.file)}:${frame.line}:${frame.column}`
    return frame.function ? `    at ${frame.function} (${location})` : `    at ${location}`
  })
  const text = [message, ...evidence].join('\n')
  return { name: ERROR_NAME, message: text, stack: [`${ERROR_NAME}: ${text}`, ...lines].join('\n') }
}

const ERROR_NAME = 'ResourceLeakError'

function isSamePlace(
  frame: { file: string; line: number },
  place: { file: string; line: number } | undefined,
): boolean {
  return frame.file === place?.file && frame.line === place.line
}
