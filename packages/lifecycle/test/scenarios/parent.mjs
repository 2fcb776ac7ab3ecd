/** Owns nothing itself, and starts what owns: a worker process or thread, whose pid it prints. */
import { fork } from 'node:child_process'
import process from 'node:process'
import { Worker } from 'node:worker_threads'

const runner = new URL('runner.mjs', import.meta.url)

const kinds = {
  process: () => {
    const child = fork(runner, ['waits'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    announce(child.stdout, () => `worker ${child.pid}`)
    child.on('exit', () => console.log('worker gone'))
  },
  thread: () => {
    const worker = new Worker(runner, { argv: ['waits'], stdout: true })
    announce(worker.stdout, () => {
      void worker.terminate().then(() => console.log('worker gone'))
      return 'worker 0'
    })
  },
}

kinds[process.argv[2]]()
setTimeout(() => undefined, 600_000)

function announce(stdout, say) {
  stdout.once('data', () => console.log(say()))
}
