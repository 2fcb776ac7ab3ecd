import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readDoom } from './doomed.ts'

/** Tells whether a signal was sent to our whole process group (as Ctrl+C is), which the command then has got already. */
export interface GroupWitness {
  /** Whether the witness died of this signal, of which we have just been told. */
  readonly wasHit: (signal: NodeJS.Signals) => Promise<boolean>
  readonly dismiss: () => void
}

/**
 * Puts a process into our group that does nothing but die of signals. Node does not say who sent a signal (`si_code`),
 * and a command that got Ctrl+C twice would take the second for impatience: pytest and Vitest then stop at once.
 */
export function postWitness(): GroupWitness {
  const post: Post = { witnesses: [start()], isClosed: false }
  return {
    async wasHit(signal) {
      const isHit = await showsHit(post, signal)
      // Whatever it died of.
      void relieve(post)
      return isHit
    },
    dismiss() {
      post.isClosed = true
      for (const witness of post.witnesses) witness.kill('SIGKILL')
    },
  }
}

interface Post {
  /** The one on duty last, and before it those whose death may still have to be told. */
  witnesses: readonly ChildProcess[]
  isClosed: boolean
}

/**
 * A signal that came before the new witness may be heard of only after it was started, and would look as if it had been
 * spared: so the dead one is asked too, until all signals of its time have been heard of.
 */
async function relieve(post: Post): Promise<void> {
  while (!post.isClosed && hasEnded(post.witnesses.at(-1))) {
    const next = start()
    post.witnesses = [...post.witnesses, next]
    await nextTurn()
    post.witnesses = post.witnesses.filter((witness) => witness === next || !hasEnded(witness))
  }
}

/** It reads from a pipe that we hold, and so ends with us, whatever ends us. */
function start(): ChildProcess {
  const witness: ChildProcess = spawn('cat', {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env.PATH ?? '' },
  })
  witness.on('error', () => undefined)
  witness.stdin?.on('error', () => undefined)
  // Nobody waits for it.
  witness.unref()
  return witness
}

// A tool may signal the members of a tree one by one, and a kernel without procfs tells us before the witness has died.
const PAUSES_MS = [0, 2, 5, 10, 20]

async function showsHit(post: Post, signal: NodeJS.Signals): Promise<boolean> {
  for (const pauseMs of PAUSES_MS) {
    if (await isAnyHit(post, signal)) return true
    await new Promise((done) => setTimeout(done, pauseMs))
  }
  return isAnyHit(post, signal)
}

/** On a busy machine a witness may take long to die, and one that is stopped does not die at all: the kernel is asked. */
async function isAnyHit({ witnesses }: Post, signal: NodeJS.Signals): Promise<boolean> {
  const living = witnesses.filter((witness) => !hasEnded(witness))
  const dooms = living.map((witness) => ({ witness, ...readDoom(witness.pid ?? 0) }))
  if (dooms.some(({ isPending }) => isPending(signal))) return true
  await Promise.all(dooms.filter(({ isDying }) => isDying).map(({ witness }) => once(witness, 'exit')))
  return witnesses.some(({ signalCode }) => signalCode === signal)
}

/** One that could not be started tells nothing, and another could not be started either. */
function hasEnded(witness: ChildProcess | undefined): boolean {
  return witness?.pid !== undefined && (witness.exitCode !== null || witness.signalCode !== null)
}

/** A whole turn of the event loop, in which it is told of signals that it has got. */
function nextTurn(): Promise<void> {
  return new Promise((done) => setTimeout(() => setImmediate(done), 0))
}
