import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is compared: arguments of Vitest. */
const variants = {
  none: ['--reporter=dot'],
  ours: ['--reporter=dot', '--reporter=@watertight/vitest'],
  detect: ['--reporter=dot', '--detect-async-leaks'],
  hooks: ['--reporter=dot', '--config=hooks.config.mjs'],
}

/** What Node itself takes for a context that follows asynchronous work and for news of what is opened, used by nobody. */
const HOOKS = {
  'hooks.config.mjs': "export default { test: { setupFiles: ['./hooks.mjs'] } }\n",
  'hooks.mjs': `import { AsyncLocalStorage, createHook } from 'node:async_hooks'
new AsyncLocalStorage().enterWith({})
createHook({ init() {}, trackPromises: false }).enable()
`,
}

/**
 * The median time of one test in µs for each of the named variants, from `repeats` runs of a suite with each. Here and
 * below, `layout` is a folder whose `node_modules` hold Vitest and our packages.
 */
export function measure({ layout, node, suite, names, repeats }) {
  return inFolder(layout, { 'suite.test.ts': suite.source }, (folder) => {
    const out = join(folder, 'elapsed')
    const ms = takeTurns(names, repeats, (args) => {
      rmSync(out, { force: true })
      const { said } = runVitest(layout, folder, node, args, out)
      return Number(readMeasured(out, said))
    })
    return scaled(ms, 1000 / suite.tests)
  })
}

/**
 * The median time that one more file adds to a run in µs: from a run of all `files` that of a single one is taken
 * away, and with it what Vitest's own start costs. Its worker is a process, of which there is one at a time.
 */
export function measureFiles({ layout, node, files, source, names, repeats }) {
  const sources = Object.fromEntries(Array.from(Array(files), (_, index) => [`f${index}.test.ts`, source]))
  return inFolder(layout, sources, (folder) => {
    const ms = takeTurns(names, repeats, (args) => {
      const [one, all] = [['f0.test.ts'], []].map((filter) => {
        const startedAt = performance.now()
        const { status, said } = runVitest(layout, folder, node, ['--maxWorkers=1', ...args, ...filter])
        if (status !== 0) throw new Error(`Expected exit code 0, received ${status} of ${said}`)
        return performance.now() - startedAt
      })
      return all - one
    })
    return scaled(ms, 1000 / (files - 1))
  })
}

/** The variants take turns, so that a busy moment of the machine strikes all of them. */
function takeTurns(names, repeats, run) {
  const times = Object.fromEntries(names.map((name) => [name, []]))
  for (let turn = 0; turn < repeats; turn++) for (const name of names) times[name].push(run(variants[name]))
  // What a median hides: whether the machine was as quiet as it must be.
  for (const name of names) console.log(`  ${name}: ${times[name].map((ms) => Math.round(ms)).join(' ')} ms`)
  return Object.fromEntries(names.map((name) => [name, median(times[name])]))
}

function scaled(figures, factor) {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value * factor]))
}

/** A project with these files, from where Vitest and our packages resolve; it is gone afterwards. */
function inFolder(layout, sources, work) {
  const folder = mkdtempSync(join(layout, 'suite-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
    for (const [name, source] of Object.entries({ ...HOOKS, ...sources }))
      writeFileSync(join(folder, name), source)
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runVitest(layout, folder, node, args, out = '') {
  while (closedConnections() > MOST_CLOSED) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  const options = ['run', '--root', folder, '--pool=forks', '--testTimeout=120000', ...args]
  const env = { ...process.env, BENCH_OUT: out, NO_COLOR: '1' }
  const { status, stdout, stderr, error } = spawnSync(
    node,
    [join(layout, 'node_modules/vitest/vitest.mjs'), ...options],
    { cwd: folder, env, encoding: 'utf8', timeout: 300_000, maxBuffer: 1 << 28 },
  )
  if (error) throw error
  return { status, said: `vitest ${options.join(' ')}:\n${stdout}${stderr}` }
}

/**
 * Linux keeps closed connections for a minute, 200 of a run of tests with servers. Above 7,000 of them it was seen to
 * take up to 3 ms for a test, with or without us.
 */
const MOST_CLOSED = 2000

function closedConnections() {
  const path = '/proc/net/sockstat'
  const counted = existsSync(path) ? /^TCP: .*\btw (\d+)/m.exec(readFileSync(path, 'utf8')) : null
  return Number(counted?.[1] ?? 0)
}

function readMeasured(out, said) {
  try {
    return readFileSync(out, 'utf8')
  } catch (cause) {
    throw new Error(`Expected a measured time, received none of ${said}`, { cause })
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
