/**
 * How long `watertight` takes to answer, against Node's own start: `npm run bench:cli`. Times are those of this machine;
 * the ratios tell.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeReport } from './large-report.mjs'

const ROUNDS = 15
const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'watertight-bench-'))
const report = join(folder, 'report.json')
writeFileSync(report, JSON.stringify(makeReport(10_000)))

const cases = {
  'node -e 0': ['-e', '0'],
  '--version': [bin, '--version'],
  '--help': [bin, '--help'],
  'gate, 10,000 tests': [bin, 'gate', report],
}
try {
  const times = measure(cases)
  for (const [name, ms] of times) {
    const ratio = (ms / (times.get('node -e 0') ?? ms)).toFixed(2)
    console.log(`${name.padEnd(22)} ${ms.toFixed(0).padStart(5)} ms  ${ratio.padStart(5)} × Node's start`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Medians in ms; the cases take turns, so that a busy moment meets all of them. */
function measure(commands) {
  const times = new Map(Object.keys(commands).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, args] of Object.entries(commands)) times.get(name).push(timeOf(args))
  return new Map([...times].map(([name, all]) => [name, all.sort((a, b) => a - b)[ROUNDS >> 1]]))
}

function timeOf(args) {
  const startedMs = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')}: exit code ${status}\n${stderr}`)
  return performance.now() - startedMs
}
