import { createInterface } from 'node:readline'

/** Where a question is asked; the terminal of this process by default. */
export interface AskTerminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

/** Whether there is somebody to ask. */
export function canAsk({ input, output }: AskTerminal): boolean {
  return input.isTTY === true && output.isTTY === true
}

/** Asks a question that is answered with yes or no; Enter means `byDefault`, the end of the input means no. */
export function askYesNo(
  question: string,
  byDefault: boolean,
  { input, output }: AskTerminal,
): Promise<boolean> {
  const lines = createInterface({ input, output })
  return new Promise((done) => {
    lines.once('close', () => done(false))
    lines.question(`${question} ${byDefault ? '[Y/n]' : '[y/N]'} `, (answer) => {
      const text = answer.trim().toLowerCase()
      done(text === '' ? byDefault : text === 'y' || text === 'yes')
      lines.close()
    })
  })
}
