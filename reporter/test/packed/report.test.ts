import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LEAKY_TEST } from '../e2e/leaky-project.ts'
import { userProject } from './user-project.ts'

test('the installed command shows the leak of a run in every format', async () => {
  const project = userProject({ 'leaky.test.ts': LEAKY_TEST })
  await project.vitest()
  for (const [format, expected] of Object.entries(FORMATS)) {
    const { exitCode, stderr } = await project.watertight('report', '-f', format, '-o', `leaks.${format}`)
    expect({ format, exitCode, stderr }).toEqual({ format, exitCode: 0, stderr: '' })
    expect(readFileSync(join(project.path, `leaks.${format}`), 'utf8')).toMatch(expected)
  }
})

/** What each says of the one leak; the page carries the library that draws its plots. */
const FORMATS = {
  text: /in leaky\.test\.ts > never closes its server\n {5}• An HTTP server was opened at leaky\.test\.ts:\d+:\d+/,
  html: /^(?=[\s\S]*uPlot)(?=[\s\S]*never closes its server)/,
  markdown: /^## Watertight: ❌ 1 leak in 3 tests\n[\s\S]*#### Server at `leaky\.test\.ts:\d+:\d+`/,
  junit:
    /<testcase name="never closes its server" classname="leaky\.test\.ts" time="[\d.]+">\n +<failure message="An HTTP server/,
  sarif: /"uri": "leaky\.test\.ts",\s+"uriBaseId": "%SRCROOT%"/,
  github: /^::error title=Server leaked,file=leaky\.test\.ts,line=\d+,col=\d+::An HTTP server/,
  json: /"\$schema": "urn:watertight:report:1"/,
}
