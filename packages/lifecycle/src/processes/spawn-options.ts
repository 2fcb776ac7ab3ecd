import {
  callable,
  expectMet,
  expectOptions,
  fields,
  milliseconds,
  portNumber,
  text,
  texts,
} from '../expect.ts'
import type { Expectations } from '../expect.ts'
import type { Ready } from './readiness.ts'

/** How a process is started, and how it is ended. */
export interface SpawnOptions {
  /** How it is called in errors and in `watertight sweep`; its command line by default. */
  readonly name?: string
  /** What `spawn` waits for; nothing by default. */
  readonly ready?: Ready
  /** How long to wait for that, in ms; 30,000 by default. */
  readonly readyTimeoutMs?: number
  /** How long it may take to end after SIGTERM before SIGKILL follows, in ms; 5,000 by default. */
  readonly graceMs?: number
  readonly cwd?: string
  /** Added to the environment of this process; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Called with what it prints, as it prints it. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void
}

const SPAWN_OPTIONS: Expectations = {
  name: text,
  ready: fields,
  readyTimeoutMs: milliseconds,
  graceMs: milliseconds,
  cwd: text,
  env: fields,
  onOutput: callable,
}

const READY: Expectations = {
  port: portNumber,
  url: {
    words: 'a URL of http or https',
    isMet: (value) => /^https?:$/.test(URL.parse(String(value))?.protocol ?? ''),
  },
  status: { words: 'an HTTP status', isMet: (value) => Number(value) >= 100 && Number(value) <= 599 },
  line: { words: 'a string or a RegExp', isMet: (value) => text.isMet(value) || value instanceof RegExp },
  file: text,
}

const SIGNS = ['port', 'url', 'line', 'file'] as const

/** Throws a `TypeError` that names what is wrong with the arguments of `spawn`. */
export function checkSpawn(file: string, args: readonly string[], options: SpawnOptions): void {
  expectMet('file', file, text)
  expectMet('args', args, texts)
  expectOptions(options, SPAWN_OPTIONS)
  if (options.ready === undefined) return
  expectOptions(options.ready, READY)
  const given = SIGNS.filter((sign) => options.ready?.[sign] !== undefined)
  if (given.length === 1) return
  const received = given.length === 0 ? 'none' : given.join(' and ')
  throw new TypeError(`Expected \`ready\` to have one of ${SIGNS.join(', ')}, got ${received}.`)
}
