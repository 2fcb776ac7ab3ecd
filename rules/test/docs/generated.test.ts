import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('the generated parts of pages and tables are what the rules say now', () => {
  const script = fileURLToPath(new URL('../../docs/run.mjs', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
  expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: '' })
})
