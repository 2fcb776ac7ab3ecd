import { fileURLToPath } from 'node:url'
import type { Frame, Place } from '@watertight/findings'
import { attemptOr } from '../attempt.ts'

/** What a frame belongs to: the runtime, the test runner (or Watertight itself), a library, or the user. */
export type FrameOrigin = 'node' | 'runner' | 'library' | 'user'

/** More files than a suite has: code made at run time may give each piece a name of its own. */
const MOST_PATHS = 4096
const PATHS = new Map<string, string>()
const OWN_ROOTS = packageRoots(import.meta.url)
const RUNNERS = /^(?:vitest|@vitest\/.+|vite|vite-node|tinypool|@watertight\/.+|tinybench)$/
const FRAME =
  /^\s+at (?:async )?(?:(.*?) \()?(?:async )?(file:\/\/\/.+?|node:.+?|\/.+?|[A-Za-z]:[\\/].+?):(\d+):(\d+)\)?$/
/** `eval at run (/app/db.ts:12:18), <anonymous>:1:1`: code from `eval` stands in the file that called it. */
const EVALUATED = /\(eval at .*\((?=file:|node:|\/|[A-Za-z]:[\\/])(.+:\d+:\d+)\)+, .+\)$/

/** Registers the source directory of another Watertight package, so that its frames are never the user's. */
export function registerOwnRoot(moduleUrl: string): void {
  OWN_ROOTS.push(...packageRoots(moduleUrl))
}

/** The text of an error's stack; '' where there is none, or where a user's `Error.prepareStackTrace` throws or makes no text. */
export function stackOf(error: { readonly stack?: unknown } | null | undefined): string {
  const stack: unknown = attemptOr('', () => error?.stack)
  return typeof stack === 'string' ? stack : ''
}

/** The frames of a V8 stack string, innermost first; lines that are not frames, and what is no string, are left out. */
export function parseStack(stack: unknown): Frame[] {
  if (typeof stack !== 'string') return []
  const frames: Frame[] = []
  for (const line of stack.split('\n')) {
    const match = FRAME.exec(line.replace(EVALUATED, '($1)'))
    if (match) frames.push(toFrame(match))
  }
  return frames
}

/** Where a stack was captured, seen by the user: the innermost user frame and the library beneath it. */
export function locate(frames: readonly Frame[]): Place | undefined {
  const index = frames.findIndex((frame) => originOf(frame) === 'user')
  const user = frames[index]
  if (!user) return undefined
  const library = frames.slice(0, index).findLast((frame) => originOf(frame) === 'library')
  const via = library && packageOf(library.file)
  return via ? { ...user, via } : { ...user }
}

/** The frames a user wants to read: their own and their libraries'. */
export function readableFrames(frames: readonly Frame[]): Frame[] {
  return frames.filter((frame) => originOf(frame) === 'user' || originOf(frame) === 'library')
}

/** The library nearest to the runtime in this stack (`pg`, `ioredis`), if any. */
export function innermostLibrary(frames: readonly Frame[]): string | undefined {
  const frame = frames.find((candidate) => originOf(candidate) === 'library')
  return frame && packageOf(frame.file)
}

export function originOf(frame: Frame): FrameOrigin {
  const { file } = frame
  if (file.startsWith('node:')) return 'node'
  if (isWatertight(frame)) return 'runner'
  const name = packageOf(file)
  if (name === undefined) return 'user'
  return RUNNERS.test(name) ? 'runner' : 'library'
}

/** Whether the frame is of Watertight itself, which stands on every stack that it captured. */
export function isWatertight({ file }: Frame): boolean {
  return OWN_ROOTS.some((root) => file.startsWith(root))
}

/** Package name of a path below the last `node_modules`, as `name` or `@scope/name`; parts of a client by the client's. */
export function packageOf(file: string): string | undefined {
  const at = file.lastIndexOf('/node_modules/')
  if (at === -1) return undefined
  const [first = '', second = ''] = file.slice(at + '/node_modules/'.length).split('/')
  const name = first.startsWith('@') ? `${first}/${second}` : first
  return FAMILIES.get(name) ?? name
}

/** Parts of a client under the name that its users know. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ['pg-pool', 'pg'],
  ['@redis/client', 'redis'],
])

function toFrame(match: RegExpExecArray): Frame {
  const [, name, location = '', line, column] = match
  const frame = { file: pathOfLocation(location), line: Number(line), column: Number(column) }
  return name ? { ...frame, function: name } : frame
}

/** The path that a script's name or URL, as V8 gives it, stands for. The frames of a file ask for the same one. */
export function pathOfLocation(location: string): string {
  const known = PATHS.get(location)
  if (known !== undefined) return known
  if (PATHS.size >= MOST_PATHS) PATHS.clear()
  const bare = location.replace(/\?[^/]*$/, '')
  const path = (bare.startsWith('file://') ? attemptOr(bare, () => fileURLToPath(bare)) : bare).replaceAll(
    '\\',
    '/',
  )
  PATHS.set(location, path)
  return path
}

/** The `dist/` directory that the module stands in, and the `src/` beside it: stacks may be source-mapped. */
function packageRoots(moduleUrl: string): string[] {
  const path = pathOfLocation(moduleUrl)
  const root = /^(.*\/)(?:dist|src)\//.exec(path)?.[1]
  return root === undefined ? [path] : [`${root}dist/`, `${root}src/`]
}
