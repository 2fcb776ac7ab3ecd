import { CommanderError } from 'commander'
import { endWith, EXIT } from './ending.ts'
import type { Ending } from './ending.ts'
import { createProgram } from './program.ts'
import { UsageError } from './usage-error.ts'
import { writeTo } from './write.ts'

/** Runs the command that the arguments name, and ends this process as the command says. */
export async function main(args: readonly string[]): Promise<void> {
  let ending: Ending = { code: EXIT.success }
  const program = createProgram((end) => (ending = end))
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    ending = endingOf(error)
  }
  endWith(ending)
}

function endingOf(error: unknown): Ending {
  // It has printed its message already; help that was asked for is no error.
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.success : EXIT.usage }
  const isUsage = error instanceof UsageError
  writeTo('stderr', `watertight: ${isUsage ? error.message : sayFailure(error)}\n`)
  return { code: isUsage ? EXIT.usage : EXIT.failure }
}

function sayFailure(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
