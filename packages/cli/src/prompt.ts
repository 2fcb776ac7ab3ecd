import { createInterface } from 'node:readline'

/** Whether there is somebody who can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY
}

/** Asks a question on the terminal; nothing but a yes means yes. */
export function askYes(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  return new Promise((done) => {
    lines.once('close', () => done(false))
    lines.question(`${question} [y/N] `, (answer) => {
      done(/^\s*y(?:es)?\s*$/i.test(answer))
      lines.close()
    })
  })
}
