import type { Command } from 'commander'
import type { Finish } from '../commands.ts'
import { milliseconds, oneOf, repeated } from '../option-values.ts'
import { CONTAINER_POLICIES } from './options.ts'
import type { RunOptions } from './options.ts'

/** Describes `watertight run`. */
export function defineRun(command: Command, finish: Finish): Command {
  return (
    command
      .name('run')
      .summary('run a command and end what it leaves behind')
      .description('Runs a command, finds what it leaves behind when it ends, says so and ends it.')
      .usage('[options] -- <command> [arguments…]')
      .argument('<command...>', 'the command and its arguments')
      .option(
        '--allow <pattern>',
        'keep processes whose command line contains this (`*`: anything)',
        repeated,
      )
      .option('--grace <ms>', 'from SIGTERM to SIGKILL', milliseconds, 2000)
      .option('--settle <ms>', 'how long what is about to end by itself may take', milliseconds, 500)
      .option('--keep', 'report what is left, but end nothing')
      .option(
        '--containers <policy>',
        'containers started meanwhile: report or remove',
        oneOf(CONTAINER_POLICIES),
        'report',
      )
      .option('--no-cgroup', 'know processes by what they inherit, even where a cgroup is allowed')
      .option('--report <file>', 'write the report there, as JSON')
      .option('--json', 'print the report as one line of JSON')
      // What follows the command is the command's, its options too.
      .passThroughOptions()
      .addHelpText('after', HELP)
      .action(async (words: string[], options: RunOptions) => {
        const { run } = await import('./run.ts')
        finish(await run(words, options))
      })
  )
}

const HELP = `
Exit code: the command's own (128 + n after signal n); 1 if it succeeded and left something behind;
2 wrong usage; 126 not executable; 127 not found.

Example:
  watertight run --allow 'gpg-agent --daemon' --report leaks.json -- python3 -m unittest`
