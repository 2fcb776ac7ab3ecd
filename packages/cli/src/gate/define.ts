import type { Command } from 'commander'
import type { Finish } from '../commands.ts'
import { jsonOption, oneOf, someText } from '../option-values.ts'
import { budgets } from './budget.ts'
import { FORMATS } from './options.ts'
import type { GateOptions } from './options.ts'
import { tolerances } from './tolerance.ts'

/** Describes `watertight gate`. */
export function defineGate(command: Command, finish: Finish): Command {
  return command
    .name('gate')
    .summary('fail where a report has a new leak or breaks a budget')
    .description('Judges reports: a leak that no baseline knows fails, and so does a peak over its budget.')
    .argument('[report...]', 'reports, which are judged as one (default: .watertight/report.json)')
    .option('--baseline <file>', 'the leaks that are known: they do not fail', someText)
    .option('--update', 'record what leaks now in the baseline, and drop what is fixed')
    .option('--max <kind=N>', 'tolerate so many new leaks of a kind; its warnings count too', tolerances)
    .option('--budget <figure=limit,…>', 'highest peak: rss=512MB,fds=300,sockets=100,children=5', budgets)
    .option('--require-confirmed', 'fail only for what `watertight confirm` saw again each time')
    .option('-f, --format <format>', FORMATS.join(', '), oneOf(FORMATS), 'text')
    .option('-o, --output <file>', 'write the output there; the result is then said as text', someText)
    .addOption(jsonOption(command))
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: GateOptions) => {
      const { gate } = await import('./gate.ts')
      finish(gate(paths, options))
    })
}

const HELP = `
Exit code: 0 nothing new, and every budget holds; 1 a new leak, or a peak over its budget; 2 wrong usage, or a
report or baseline that cannot be read; 3 too little was checked to say. Where several hold: 2, then 1, then 3.

Example:
  watertight gate --baseline watertight-baseline.json --budget rss=512MB,fds=300`
