import type { Command } from 'commander'
import type { Finish } from '../commands.ts'
import { portNumber } from '../option-values.ts'
import type { PortOptions } from './port.ts'

/** Describes `watertight port`. */
export function definePort(command: Command, finish: Finish): Command {
  return command
    .name('port')
    .summary('say who holds a port, and free it')
    .description('Says who listens on a TCP port, whether it is ours and since when.')
    .argument('<port>', 'the port', portNumber)
    .option('--free', 'end what holds it if an earlier run left it; whatever else holds it, only after a yes')
    .option('--json', 'print the result as JSON')
    .allowExcessArguments(false)
    .addHelpText('after', HELP)
    .action(async (port: number, options: PortOptions) => {
      const { showPort } = await import('./port.ts')
      finish(await showPort(port, options))
    })
}

const HELP = `
Exit code: 0 nobody holds the port (any more); 1 somebody does; 2 wrong usage.

Example:
  watertight port 8000 --free`
