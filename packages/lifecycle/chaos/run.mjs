/**
 * Kills runs at random moments and in random ways, and counts what survives: `npm run chaos`. Options: `--kills 1000`,
 * `--seed 7` to repeat a trial of trials, `--only 12` to repeat one of them, `--jobs 4`, `--write` to put the figures
 * into docs/reliability.md.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeFigures, writeFigures } from './figures.mjs'
import { createRandom } from './random.mjs'
import { createStrangers } from './strangers.mjs'
import { runTrial } from './trial.mjs'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    jobs: { type: 'string', default: '4' },
    write: { type: 'boolean', default: false },
  },
})
const STRANGERS = 20
const seed = Number(values.seed)
const random = createRandom(seed)
const seeds = Array.from({ length: Number(values.kills) }, () => random.below(2 ** 31))
const chosen = values.only === undefined ? seeds : [seeds[Number(values.only)]]
console.log(`seed ${seed}, ${chosen.length} kills, ${values.jobs} at a time`)

const folder = mkdtempSync(join(tmpdir(), 'watertight-strangers-'))
const strangers = createStrangers(join(folder, 'signals'))
const results = []
const tidy = () => {
  strangers.end()
  rmSync(folder, { recursive: true, force: true })
}
// A trial that is given up must not leave its strangers behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    tidy()
    process.exit(1)
  })
}
try {
  const queue = [...chosen.entries()]
  await Promise.all(Array.from({ length: Number(values.jobs) }, () => work(queue)))
  await report()
} finally {
  tidy()
}

async function work(queue) {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [index, trialSeed] = next
    if (index % Math.ceil(chosen.length / STRANGERS) === 0) await strangers.add()
    const result = await runTrial(trialSeed, folder)
    results.push(result)
    if (isBad(result)) console.log(`trial ${index} of seed ${seed}: ${JSON.stringify(result)}`)
    if (results.length % 100 === 0) console.log(`${results.length} kills`)
  }
}

function isBad({ survivors, records, folders, missing }) {
  return [survivors, records, folders, missing].some((list) => list.length > 0)
}

async function report() {
  const signalled = strangers.countSignalled()
  const text = describeFigures({ results, seed, strangers: strangers.all.length, signalled })
  console.log(`\n${text}`)
  if (values.write)
    await writeFigures(fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url)), text)
  process.exitCode = results.some(isBad) || signalled > 0 ? 1 : 0
}
