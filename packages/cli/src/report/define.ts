import type { Command } from 'commander'
import type { Finish } from '../commands.ts'
import { jsonOption, oneOf, someText } from '../option-values.ts'
import { DEFAULT_REPORT } from './default-report.ts'
import { FORMATS } from './options.ts'
import type { ReportOptions } from './options.ts'

/** Describes `watertight report`. */
export function defineReport(command: Command, finish: Finish): Command {
  return command
    .name('report')
    .summary('show the report of a run, or of several, in the format that is asked for')
    .description('Shows a report of Watertight. Several become one: shards, projects, reports of `run`.')
    .argument('[reports...]', `the reports (default: "${DEFAULT_REPORT}")`)
    .option('-f, --format <format>', FORMATS.join(', '), oneOf(FORMATS), 'text')
    .option('-o, --output <file>', 'write there instead of to standard output', someText)
    .addOption(jsonOption(command))
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: ReportOptions) => {
      const { report } = await import('./report.ts')
      finish(report(paths, options))
    })
}

const HELP = `
Exit code: 0 it was shown, whatever it says (the gate judges); 1 it could not be written;
2 wrong usage, or a report that cannot be read.

Example:
  watertight report shard-*.json --format html --output leaks.html`
