import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findingsOf } from './compare.ts'
import { OUR_REPORTERS, runVitest } from './run-vitest.ts'
import type { VitestRun } from './run-vitest.ts'
import { FIXTURES, layOutFiles } from './target.ts'

const FOLDER = join(FIXTURES, 'templates')

/** What a template finds when the lines that release are taken away: the proof that it is they that count. */
const RELEASES = [
  {
    name: 'server',
    without: /^ *const closed = .*\n.*closeAllConnections.*\n.*await closed\n/gm,
    kind: 'server',
  },
  { name: 'client', without: /^ *await client\.close\(\)\n/gm, kind: 'pooled-socket' },
  { name: 'engine', without: /^ *await pool\.end\(\)\n/gm, kind: 'socket' },
  {
    name: 'background-task',
    without: /^ *controller\.abort\(\)\n(?:.*\n)?.*await running\n/gm,
    kind: 'timer',
  },
]

let run: VitestRun
beforeAll(async () => {
  const database = spawn(process.execPath, [join(FIXTURES, 'clients/pg/pglite-server.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [address] = (await once(database.stdout, 'data')) as [Buffer]
  const layout = layOutFiles(
    Object.fromEntries(
      RELEASES.flatMap(({ name, without }) => {
        const text = readFileSync(join(FOLDER, `${name}.test.ts`), 'utf8')
        return [
          [`${name}.test.ts`, text],
          [`${name}.forgotten.test.ts`, text.replace(without, '')],
        ]
      }),
    ),
  )
  const api = createServer((_request, response) => response.end('{ "name": "Ada" }')).listen(0, '127.0.0.1')
  await once(api, 'listening')
  try {
    const env = {
      DATABASE_URL: `postgres://postgres@${String(address).trim()}/postgres`,
      API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    }
    run = await runVitest({
      cwd: layout.path,
      args: [...OUR_REPORTERS, '--fileParallelism=false', '--testTimeout=20000'],
      env,
    })
  } finally {
    layout.remove()
    api.closeAllConnections()
    await api[Symbol.asyncDispose]()
    database.kill()
    await once(database, 'exit')
  }
})

test('each template is tried', () => {
  expect(readdirSync(FOLDER)).toEqual(RELEASES.map(({ name }) => `${name}.test.ts`).sort())
})

describe.each(RELEASES)('the template for a $name', ({ name, kind }) => {
  test('is clean', () => {
    expect(leaksOf(`${name}.test.ts`)).toEqual([])
    expect(run.report?.files.find(({ path }) => path === `${name}.test.ts`)?.state).toBe('passed')
  })

  test('leaks without its release', () => {
    expect(leaksOf(`${name}.forgotten.test.ts`)).toContain(kind)
  })
})

function leaksOf(file: string): string[] {
  if (!run.report) throw new Error(`Expected a report, received\n${run.stdout}\n${run.stderr}`)
  const leaked = findingsOf(run.report).filter(
    ({ status, owner }) => status === 'leaked' && owner.file === file,
  )
  return leaked.map((finding) => finding.kind)
}
