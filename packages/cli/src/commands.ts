import type { Command } from 'commander'
import type { Ending } from './ending.ts'
import { defineConfirm } from './confirm/define.ts'
import { defineGate } from './gate/define.ts'
import { defineInit } from './init/define.ts'
import { definePort } from './port/define.ts'
import { defineReport } from './report/define.ts'
import { defineRun } from './run/define.ts'
import { defineSweep } from './sweep/define.ts'

/** Takes how this process is to end. */
export type Finish = (ending: Ending) => void

/** Describes a command to the parser; what it does is loaded only when it is called. */
type Define = (command: Command, finish: Finish) => Command

/** The commands, in the order in which the help lists them. */
export const COMMANDS: readonly Define[] = [
  defineInit,
  defineGate,
  defineConfirm,
  defineReport,
  defineRun,
  defineSweep,
  definePort,
]
