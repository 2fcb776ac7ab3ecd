/**
 * What is killed: acquires and releases at random, as its seed says, until it has done its steps, and ends then. It
 * says nothing; what a trial must find again it notes in the file NOTES, one line before it goes on.
 */
import { appendFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { lifecycle } from '@watertight/lifecycle'
import { createRandom } from './random.mjs'

const { NOTES, TRACE, WATERTIGHT_TRIAL: trial } = process.env
writeFileSync(`${NOTES}.begun`, '')
const random = createRandom(Number(process.argv[2]))
const held = []
let owed = 0

const trees = [
  'exec sleep 7200.7',
  'sleep 600.1 & setsid sleep 600.2 & wait',
  '(setsid sh -c "sleep 600.3 & exit" &) ; exec sleep 7200.7',
  `env -i WATERTIGHT_TRIAL=${trial} sleep 600.4 & exec sleep 7200.7`,
  "trap '' TERM; sleep 600.5 & while :; do sleep 0.3; done",
  "trap 'sleep 600.6 & exit' TERM; while :; do sleep 0.05; done",
  'sleep 600.1 & exit 0',
]

const steps = {
  spawn: () => lifecycle.spawn('sh', ['-c', random.pick(trees)], { graceMs: 30 }),
  spawnReady: () =>
    lifecycle.spawn('sh', ['-c', `echo up; ${random.pick(trees)}`], { ready: { line: 'up' }, graceMs: 30 }),
  command: () => {
    const id = ++owed
    const command = lifecycle.ownCommand(`command ${id}`, ['sh', '-c', `echo ${id} >> '${TRACE}'`])
    appendFileSync(NOTES, `${id}\n`)
    return command
  },
  folder: () => lifecycle.tempDir(`${trial}-`),
  own: () => lifecycle.own('pool', {}, () => new Promise((done) => setTimeout(done, random.below(10)))),
  release: async () => {
    const [one] = held.splice(random.below(held.length || 1), 1)
    await one?.release()
  },
  releaseAll: () => lifecycle.releaseAll(),
}

const weighted = [
  'spawn',
  'spawn',
  'spawnReady',
  'command',
  'command',
  'folder',
  'own',
  'release',
  'release',
  'releaseAll',
]

for (let step = 0; step < 8 + random.below(20); step++) {
  const got = await steps[random.pick(weighted)]()
  if (got !== undefined) held.push(got)
}
await new Promise((done) => setTimeout(done, random.below(400)))
