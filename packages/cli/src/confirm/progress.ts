import { printable } from '@watertight/findings'
import { writeTo } from '../write.ts'

/** One line on a terminal that says how far the tests are; nothing elsewhere. */
export interface Progress {
  begin(files: number): void
  done(file: string): void
  clear(): void
}

/** Shows on standard error, so that results stay alone on standard output. */
export function showProgress(
  stream: { readonly isTTY?: boolean; readonly columns?: number } = process.stderr,
  env = process.env,
): Progress {
  const { isTTY = false, columns = 80 } = stream
  const isShown = isTTY && env.CI === undefined
  const show = (text: string) => {
    if (isShown) writeTo('stderr', `\r\u001b[K${printable(text, columns - 1)}`)
  }
  let [files, finished, round] = [0, 0, 0]
  const say = (file: string) => show(` confirming, round ${round}: ${finished} of ${files} files ${file}`)
  show(' starting Vitest')
  return {
    begin: (count) => {
      ;[files, finished, round] = [count, 0, round + 1]
      say('')
    },
    done: (file) => {
      finished += 1
      say(file)
    },
    clear: () => {
      if (isShown) writeTo('stderr', '\r\u001b[K')
    },
  }
}
