import type { Command } from 'commander'
import type { Finish } from '../commands.ts'
import type { InitOptions } from './options.ts'

/** Describes `watertight init`. */
export function defineInit(command: Command, finish: Finish): Command {
  return command
    .name('init')
    .summary('set a project up: reporter, lint rules, CI')
    .description(
      'Looks at the project, shows what it would change in the configurations of Vitest, ESLint and CI, asks, and writes it. Then it installs what is missing, runs the suite once and offers to record the leaks that are there.',
    )
    .option('--yes', 'do everything without asking')
    .option('--dry-run', 'show only')
    .option('--no-install', 'install nothing, print the command only')
    .option('--no-run', 'do not run the suite')
    .option('--json', 'print the result as JSON')
    .allowExcessArguments(false)
    .addHelpText('after', HELP)
    .action(async (options: InitOptions) => {
      const { init } = await import('./init.ts')
      finish(await init(options, process.cwd()))
    })
}

const HELP = `
Exit code: 0 the project is set up; 1 something is left to do: not written, to be added by hand, not installed, or the suite fails; 2 wrong usage.

Example:
  watertight init --dry-run`
