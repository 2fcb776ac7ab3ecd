import type { Command } from 'commander'
import type { Finish } from '../commands.ts'
import { integerFrom } from '../option-values.ts'
import { DEFAULT_REPORT } from '../report/default-report.ts'
import type { ConfirmOptions } from './options.ts'

/** Describes `watertight confirm`. */
export function defineConfirm(command: Command, finish: Finish): Command {
  return command
    .name('confirm')
    .summary('run the accused tests again, and tell leaks from lazy initialisation')
    .description(
      'Runs only the tests that a report accuses, several times each in one worker, and says of each leak whether it ' +
        'grows every run, was there once only, varies, or is not seen again. The verdicts go into the report.',
    )
    .argument('[report]', 'the report of a run of Vitest', DEFAULT_REPORT)
    .option('--runs <n>', 'how often each test runs, from 2 to 100', integerFrom(2, 100), 5)
    .option('--root <folder>', 'the root of the project, where it is not the one of the report')
    .option('--config <file>', 'the configuration of Vitest, as for `vitest --config`')
    .option('--json', 'print the verdicts as JSON')
    .allowExcessArguments(false)
    .addHelpText('after', HELP)
    .action(async (report: string, options: ConfirmOptions) => {
      const { confirm } = await import('./confirm.ts')
      finish(await confirm(report, options))
    })
}

const HELP = `
Exit code: 0 every leak has a verdict, whichever; 1 one could not be judged, or the tests could not be run;
2 wrong usage, or a report that cannot be read.

Example:
  watertight confirm --runs 10`
