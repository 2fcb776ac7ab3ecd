import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** What is compared: arguments of Vitest. */
const variants = {
  none: ['--reporter=dot'],
  ours: ['--reporter=dot', '--reporter=@watertight/vitest'],
  detect: ['--reporter=dot', '--detect-async-leaks'],
}

/**
 * Runs a suite `repeats` times with each of the named variants, in turns, so that a busy moment of the machine
 * strikes all of them. Returns the median time of one test in µs for each variant.
 */
export function measure({ node, suite, names, repeats = 5 }) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'watertight-bench-'))
  try {
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'dir')
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
    writeFileSync(join(folder, 'suite.test.ts'), suite.source)
    const times = Object.fromEntries(names.map((name) => [name, []]))
    for (let turn = 0; turn < repeats; turn++) {
      for (const name of names) times[name].push(runOnce(folder, node, variants[name]))
    }
    return Object.fromEntries(names.map((name) => [name, (median(times[name]) * 1000) / suite.tests]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runOnce(folder, node, args) {
  const out = join(folder, 'elapsed')
  rmSync(out, { force: true })
  const options = ['run', '--root', folder, '--pool=forks', '--testTimeout=120000', ...args]
  const env = { ...process.env, BENCH_OUT: out, NO_COLOR: '1' }
  const result = spawnSync(node, [join(repository, 'node_modules/vitest/vitest.mjs'), ...options], {
    ...{ cwd: folder, env, encoding: 'utf8', timeout: 300_000, maxBuffer: 1 << 28 },
  })
  try {
    return Number(readFileSync(out, 'utf8'))
  } catch (cause) {
    throw new Error(`vitest ${options.join(' ')} measured nothing:\n${result.stdout}${result.stderr}`, {
      cause,
    })
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
