import type { ChildProcess } from 'node:child_process'
import { postWitness } from './group-witness.ts'
import type { GroupWitness } from './group-witness.ts'

/** Passes signals on while a command runs. */
export interface Forwarding {
  /** The command has been started: signals that come from now on are passed on to it. */
  readonly to: (child: ChildProcess) => void
  /** The command has ended: from now on a signal only hurries what is left to do. */
  readonly release: (hurry: () => void) => void
  /** Takes the handlers away; says which signal came after the command had ended, the last of them. */
  readonly stop: () => NodeJS.Signals | null
}

/** What people and supervisors send. Those of the terminal that stop and continue work on the whole group by themselves. */
const FORWARDED: readonly NodeJS.Signals[] = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2']

/** Passes each signal on to a command once: those that its whole process group got, it has got already. */
export function forwardSignals(platform: string = process.platform): Forwarding {
  const state: State = { pass: () => undefined, late: null, witness: null }
  const take = (signal: NodeJS.Signals): void => state.pass(signal)
  for (const signal of FORWARDED) process.on(signal, take)
  return {
    // Windows has only what a console sends, which it sends to all that is attached to it; our `kill` would cut its work off.
    to: (child) => (platform === 'win32' ? undefined : passTo(child, state)),
    release(hurry) {
      state.witness?.dismiss()
      state.pass = (signal) => {
        state.late = signal
        hurry()
      }
    },
    stop() {
      for (const signal of FORWARDED) process.off(signal, take)
      return state.late
    },
  }
}

interface State {
  pass: (signal: NodeJS.Signals) => void
  late: NodeJS.Signals | null
  witness: GroupWitness | null
}

function passTo(child: ChildProcess, state: State): void {
  const witness = postWitness()
  state.witness = witness
  state.pass = (signal) => {
    void witness.wasHit(signal).then((isHit) => isHit || child.kill(signal))
  }
}
