import type { Command } from 'commander'
import type { Finish } from '../commands.ts'
import type { SweepOptions } from './sweep.ts'

/** Describes `watertight sweep`. */
export function defineSweep(command: Command, finish: Finish): Command {
  return command
    .name('sweep')
    .summary('clear what killed runs left behind')
    .description('Lists what earlier runs of this user left behind, asks, and clears it.')
    .option('--yes', 'clear without asking')
    .option('--dry-run', 'list only')
    .option('--json', 'print the result as JSON')
    .allowExcessArguments(false)
    .addHelpText('after', HELP)
    .action(async (options: SweepOptions) => {
      const { sweep } = await import('./sweep.ts')
      finish(await sweep(options))
    })
}

const HELP = `
Exit code: 0 nothing is left; 1 something is, because it could not or was not to be cleared; 2 wrong usage.

Example:
  watertight sweep --dry-run`
