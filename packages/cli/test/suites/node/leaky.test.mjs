import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'

test('the server answers', async () => {
  const server = spawn(process.execPath, ['server.mjs'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [port] = await once(server.stdout, 'data')
  const answer = await fetch(`http://127.0.0.1:${Number(port)}`)
  assert.equal(await answer.text(), 'here')
  server.stdout.destroy()
  server.unref()
})
