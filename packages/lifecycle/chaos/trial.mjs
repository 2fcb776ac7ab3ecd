import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clearSession, listSessions } from '@watertight/lifecycle'
import { createProbe } from '@watertight/probe'
import { removeAbandoned } from '../dist/session/record-file.js'
import { KILLS } from './kills.mjs'
import { createRandom } from './random.mjs'

const VICTIM = fileURLToPath(new URL('victim.mjs', import.meta.url))
const CLEAR_MS = 30_000
const LONGEST_LIFE_MS = 500

const probe = createProbe()
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** Kills one victim at a random moment, sweeps when its reaper was killed too, and counts what is left. */
export async function runTrial(seed, root) {
  const random = createRandom(seed)
  const ground = prepare(seed, root)
  const kind = random.pick(Object.keys(KILLS))
  const victim = spawn(process.execPath, [VICTIM, String(random.below(2 ** 31))], {
    detached: true,
    env: { ...process.env, ...ground.env },
    stdio: 'ignore',
  })
  const exit = once(victim, 'exit')
  // A few are killed while they load, most while they acquire and release.
  if (random.below(10) > 0) await Promise.race([exit, until(() => existsSync(ground.begun))])
  await sleep(random.below(LONGEST_LIFE_MS))
  const isRunning = victim.exitCode === null && victim.signalCode === null
  const pause = (ms, least = 0) => sleep(least + random.below(ms))
  await KILLS[kind]({ pid: victim.pid, pause, reaper: ground.reaper })
  const killedAt = performance.now()
  await exit
  const left = await ground.clear(killedAt)
  const clearMs = performance.now() - killedAt
  const result = { seed, kind, isRunning, clearMs, ...left, ...ground.commands() }
  ground.dispose()
  return result
}

async function until(isSo) {
  while (!isSo()) await sleep(2)
}

function prepare(seed, root) {
  const name = `chaos-${seed}-${process.pid}`
  const folder = mkdtempSync(join(root, `${name}-`))
  const [notes, trace] = [join(folder, 'notes'), join(folder, 'trace')]
  const [temporary, directory] = [join(folder, 'tmp'), join(folder, 'watertight', 'sessions')]
  mkdirSync(temporary)
  const env = {
    WATERTIGHT_TRIAL: name,
    XDG_RUNTIME_DIR: folder,
    NOTES: notes,
    TRACE: trace,
    TMPDIR: temporary,
  }
  const sessions = () => listSessions({ directories: [directory] })
  const survivors = () =>
    probe.findMarked('WATERTIGHT_TRIAL').processes.filter(({ marker }) => marker === name)
  const look = () => ({
    survivors: survivors().map(({ identity, command }) => `${identity.pid} ${command}`),
    records: existsSync(directory) ? readdirSync(directory) : [],
    folders: readdirSync(temporary),
  })
  return {
    env,
    begun: `${notes}.begun`,
    reaper: () => sessions()[0]?.record?.reaper?.pid ?? null,
    async clear() {
      const deadline = performance.now() + CLEAR_MS
      let left = look()
      while (Object.values(left).some((list) => list.length > 0) && performance.now() < deadline) {
        // What `watertight sweep` does; with a living reaper there is nothing stale to find.
        for (const session of sessions()) if (session.state === 'stale') await clearSession(session)
        // What the next run does when it begins.
        removeAbandoned(directory)
        await sleep(5)
        left = look()
      }
      return left
    },
    commands: () => countCommands(notes, trace),
    dispose() {
      for (const { identity } of survivors())
        if (probe.isAlive(identity)) process.kill(identity.pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** How many commands were owed, and which of them were never run. */
function countCommands(notes, trace) {
  const owed = readLines(notes)
  const run = readLines(trace)
  return {
    owed: owed.length,
    missing: owed.filter((id) => !run.includes(id)),
    repeated: run.length - new Set(run).size,
  }
}

function readLines(path) {
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []
}
