/** A file for Node's own test runner: its one test acquires, and then fails in the way that FAILURE names. */
import assert from 'node:assert'
import process from 'node:process'
import { test } from 'node:test'
import { lifecycle } from '@watertight/lifecycle'

const failures = {
  assertion: () => assert.equal(1, 2),
  timeout: () => new Promise((done) => setTimeout(done, 600_000).unref()),
}

test('acquires', { timeout: 1_000 }, async () => {
  lifecycle.ownCommand('topology', ['sh', '-c', `echo destroyed >> '${process.env.TRACE}'`])
  await lifecycle.spawn('sh', ['-c', 'sleep 600.1 & echo up; exec sleep 600'], { ready: { line: 'up' } })
  await failures[process.env.FAILURE]()
})
