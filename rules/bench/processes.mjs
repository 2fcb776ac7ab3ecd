import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const HEAP_MB = 6144
const LONGEST_TYPED_MS = 240_000

/**
 * What a script prints as JSON. Each has a process of its own, so that no repository finds the code of another one's run
 * compiled, or its memory full.
 */
export function measure(script, ...args) {
  const { status, stdout } = run(script, args, {})
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${status}`)
  return JSON.parse(stdout)
}

/** The same, but null where the script runs out of memory or of time. */
export function tryToMeasure(script, ...args) {
  const { status, stdout } = run(script, args, { timeout: LONGEST_TYPED_MS, killSignal: 'SIGKILL' })
  if (status === 0) return JSON.parse(stdout)
  console.log(`${script} ${args.join(' ')} ran out of memory or of time`)
  return null
}

function run(script, args, more) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const options = { encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'inherit'], ...more }
  return spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MB}`, path, ...args], options)
}
