/**
 * A run that owns a server with jobs of its own, and a command that is owed, and then ends in the way that its first
 * argument names. What it starts carries the trial's variable; the command appends a line to the file TRACE.
 */
import process from 'node:process'
import { lifecycle, reclaimPort } from '@watertight/lifecycle'

const { TRACE, TRIAL_PORT, WATERTIGHT_TRIAL, EXIT_CODE = '0' } = process.env

const trees = {
  server: `sleep 600.1 & setsid sleep 600.2 & env -i WATERTIGHT_TRIAL=${WATERTIGHT_TRIAL} sleep 600.3 & echo up; exec sleep 600`,
  stubborn: `trap '' TERM; sleep 600.1 & echo up; while :; do sleep 1; done`,
  forking: `trap 'sleep 600.1 & setsid sleep 600.2 & sleep 600.3 &' TERM; echo up; while :; do sleep 0.02; done`,
}

const forever = () => new Promise((done) => setTimeout(done, 600_000))

const endings = {
  returns: () => undefined,
  exits: () => process.exit(3),
  throws: () =>
    void setImmediate(() => {
      throw new Error('thrown by the test')
    }),
  rejects: () => void Promise.reject(new Error('rejected by the test')),
  waits: () => void forever(),
  'cleanup throws': () =>
    own(() => {
      throw new Error('cannot close')
    }),
  'cleanup hangs': () => own(() => new Promise(() => undefined), { timeoutMs: 50 }),
  'cleanup is slow': () => own(() => new Promise((done) => setTimeout(done, 200))),
  'cleanup hangs, then waits': () => {
    own(
      () => {
        console.log('cleaning')
        return new Promise(() => undefined)
      },
      { timeoutMs: 600_000 },
    )
    void forever()
  },
}

const [ending = 'returns', tree = 'server'] = process.argv.slice(2)
await start(tree)
console.log('ready')
endings[ending]()

async function start(name) {
  const port = Number(TRIAL_PORT)
  lifecycle.ownCommand('topology', ['sh', '-c', `echo destroyed >> '${TRACE}'; exit ${EXIT_CODE}`])
  if (name === 'port') {
    await reclaimPort(port)
    const listener = `process.on('SIGTERM', () => undefined); require('node:net').createServer().listen(${port}, '127.0.0.1')`
    return lifecycle.spawn(process.execPath, ['-e', listener], { ready: { port }, graceMs: 300 })
  }
  return lifecycle.spawn('sh', ['-c', trees[name]], { name, ready: { line: 'up' }, graceMs: 300 })
}

function own(release, options) {
  lifecycle.own('pool', {}, release, options)
}
