import { basename } from 'node:path'
import { printable } from '@watertight/findings'
import {
  findProjectRoot,
  PortHeldError,
  reclaimPort,
  sayHolder,
  sayUnseen,
  whoHolds,
} from '@watertight/lifecycle'
import type { PortHolder, PortHolding } from '@watertight/lifecycle'
import { EXIT } from '../ending.ts'
import type { Ending } from '../ending.ts'
import { writeTo } from '../write.ts'
import { nameListeners } from './name-listeners.ts'
import type { NamedListener } from './name-listeners.ts'

/** What `watertight port` was asked for. */
export interface PortOptions {
  readonly free?: true
  readonly json?: true
}

/** Says who holds a port, and frees it where that was asked for. */
export async function showPort(port: number, options: PortOptions): Promise<Ending> {
  const before = await whoHolds(port)
  if (before.state === 'free' || options.free !== true) return told(await named(before), [], options)
  try {
    const { ended } = await reclaimPort(port, { freeWhen: 'asked' })
    return told({ port, state: 'free', holders: [] }, ended, options)
  } catch (error) {
    if (!(error instanceof PortHeldError)) throw error
    writeTo('stderr', `watertight: ${error.message}\n`)
    return options.json === true
      ? told(await named(await whoHolds(port)), [], options)
      : { code: EXIT.failure }
  }
}

/** A port's holders, and where none can be proved, what the operating system's own tools say of them. */
interface NamedHolding extends PortHolding {
  readonly unproved?: readonly NamedListener[]
}

async function named(holding: PortHolding): Promise<NamedHolding> {
  return holding.isBlind === true ? { ...holding, unproved: await nameListeners(holding.port) } : holding
}

function told(holding: NamedHolding, ended: readonly PortHolder[], { json }: PortOptions): Ending {
  const text = json === true ? formatJson(holding, ended) : say(holding, ended)
  writeTo('stdout', `${text}\n`)
  return { code: holding.state === 'free' ? EXIT.success : EXIT.failure }
}

function say(
  { port, state, holders, isBlind, unproved = [] }: NamedHolding,
  ended: readonly PortHolder[],
): string {
  const root = findProjectRoot()
  if (ended.length > 0) {
    const names = ended.map((holder) => sayHolder(holder, root)).join(' and ')
    return `Port ${port} is free: ended ${names}.`
  }
  if (state === 'free') return `Port ${port} is free.`
  if (holders.length === 0) return `Port ${port} is held by ${sayUnseen(isBlind)}${sayUnproved(unproved)}.`
  return holders
    .map((holder) => `Port ${port} is held by ${sayHolder(holder, root)}${sayName(holder)}`)
    .join('\n')
}

function sayUnproved(listeners: readonly NamedListener[]): string {
  const names = listeners.map(({ pid, command }) => `pid ${pid}, ${printable(command, COMMAND_LENGTH)}`)
  return names.length === 0 ? '' : ` (it seems to be ${names.join('; ')})`
}

const COMMAND_LENGTH = 80

function sayName({ name, projectRoot }: PortHolder): string {
  return name === undefined || projectRoot === undefined ? '' : ` (\`${name}\` of ${basename(projectRoot)})`
}

function formatJson(holding: NamedHolding, ended: readonly PortHolder[]): string {
  const { port, state, holders, unproved } = holding
  return JSON.stringify(
    { port, state, holders: holders.map(withoutTree), unproved, ended: ended.map(withoutTree) },
    null,
    1,
  )
}

/** What is ended with a holder is found anew each time, and is no news. */
function withoutTree({ tree: _tree, ...holder }: PortHolder): Omit<PortHolder, 'tree'> {
  return holder
}
