import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/**
 * Runs one section to its end: `{ ok, passed, failed, skipped: [names], failures: [{ name, message }], output }`.
 * `output` is without the lines of tests that passed: what remains is what somebody must read.
 */
export async function runSection(section) {
  const folder = mkdtempSync(join(tmpdir(), 'watertight-checks-'))
  try {
    const json = join(folder, 'results.json')
    const reporters = [
      '--reporter=default',
      '--reporter=@watertight/vitest',
      '--reporter=json',
      `--outputFile.json=${json}`,
    ]
    const args = section.counted ? [...section.args, ...reporters] : section.args
    const { exitCode, output } = await runCommand(section.command, args, section.env)
    const tally = section.counted
      ? countTests(json)
      : { passed: exitCode === 0 ? 1 : 0, failed: 0, skipped: [], failures: [] }
    // A run can fail without a failed test: nothing matched, an unhandled error, a suite that did not load.
    const failed = exitCode === 0 ? tally.failed : Math.max(tally.failed, 1)
    return { ...tally, failed, ok: exitCode === 0 && failed === 0, output: withoutPassed(output) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runCommand(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...plainEnv(), ...env } })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    // Whoever runs beside it goes on.
    child.on('error', (error) =>
      resolve({ exitCode: 1, output: `${command} could not be started: ${error}` }),
    )
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}

function withoutPassed(output) {
  return output
    .split('\n')
    .filter((line) => !/^\s*✓ /.test(line))
    .join('\n')
}

function plainEnv() {
  return { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, GITHUB_ACTIONS: undefined }
}

function countTests(json) {
  const results = readResults(json)
  const tests = results.testResults.flatMap((file) => file.assertionResults)
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests,
    skipped: tests
      .filter(({ status }) => status === 'skipped' || status === 'pending')
      .map(({ fullName }) => fullName),
    failures: results.testResults.flatMap(failuresOf),
  }
}

/** A file that did not load has a message of its own and no tests. */
function failuresOf(file) {
  const tests = file.assertionResults.filter(({ status }) => status === 'failed')
  if (tests.length === 0 && file.status === 'failed')
    return [{ name: relative('.', file.name), message: file.message }]
  return tests.map(({ fullName, failureMessages }) => ({
    name: `${relative('.', file.name)} > ${fullName}`,
    message: failureMessages.join('\n'),
  }))
}

function readResults(json) {
  try {
    return JSON.parse(readFileSync(json, 'utf8'))
  } catch {
    // Vitest writes nothing when it stops before the first file; the exit code tells then.
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] }
  }
}
