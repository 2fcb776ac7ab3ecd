import { Command } from 'commander'
import { COMMANDS } from './commands.ts'
import type { Finish } from './commands.ts'
import { readVersion } from './version.ts'

/** Makes the parser of the command line; `finish` hears how the chosen command wants this process to end. */
export function createProgram(finish: Finish): Command {
  const program = new Command('watertight')
    .description('Finds what programs leave behind: processes, listening ports, containers.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', '\nExample:\n  watertight run -- npm test')
    // Options after the name of a command are that command's.
    .enablePositionalOptions()
    .showHelpAfterError('(`watertight --help` lists the commands and options)')
    .exitOverride()
  for (const define of COMMANDS) {
    const command = define(program.createCommand(), finish)
    program.addCommand(command.copyInheritedSettings(program).helpOption('-h, --help', 'print this help'))
    command.showHelpAfterError(`(\`watertight ${command.name()} --help\` lists the options)`)
  }
  return program
}
