/**
 * Runs every section, or those whose name starts with an argument (`node .ci/checks/run.mjs unit e2e`), and ends with
 * what failed, a `failed: ` line each, and one plain line: `N passed, N failed`.
 */
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'

chdir(fileURLToPath(new URL('../..', import.meta.url)))
const { stages } = await import('./sections.mjs')
const { runSection } = await import('./run-section.mjs')
const { indent, printFailures } = await import('./print-failures.mjs')

const wanted = process.argv.slice(2)
const isWanted = ({ name }) => wanted.length === 0 || wanted.some((prefix) => name.startsWith(prefix))
if (!stages.flat(2).some(isWanted))
  throw new Error(`Expected the name of a section, got \`${wanted.join(' ')}\`.`)

const results = []
for (const lanes of stages) await Promise.all(lanes.map(reportLane))

printFailures(results)
const [passed, failed, skipped] = [sum('passed'), sum('failed'), results.flatMap((result) => result.skipped)]
console.log(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0

async function reportLane(sections) {
  for (const section of sections.filter(isWanted)) results.push(await report(section))
}

async function report(section) {
  const startedAt = performance.now()
  const result = await runSection(section)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const counts = section.counted ? `  ${result.passed} passed, ${result.failed} failed` : ''
  console.log(`${result.ok ? 'ok  ' : 'FAIL'}  ${section.name.padEnd(28)} ${seconds.padStart(6)} s${counts}`)
  for (const name of result.skipped) console.log(`      skipped: ${name}`)
  if (!result.ok) console.log(indent(result.output))
  return { name: section.name, ...result }
}

function sum(key) {
  return results.reduce((total, result) => total + result[key], 0)
}
