import { findProjectRoot } from '../session/project-root.ts'
import type { PortHolder, PortHolding } from './holder.ts'
import { sayHolder } from './say-holder.ts'

/** What is thrown when a port is held and was not freed. */
export class PortHeldError extends Error {
  override readonly name = 'PortHeldError'
  readonly port: number
  readonly holders: readonly PortHolder[]

  constructor({ port, holders, isBlind }: Held, remedy = remedyFor(holders)) {
    const root = findProjectRoot()
    const names = holders.map((holder) => sayHolder(holder, root))
    const held = names.length === 0 ? sayUnseen(isBlind) : names.join(', and by ')
    super(`port ${port} is held by ${held}. ${remedy}`)
    this.port = port
    this.holders = holders
  }
}

type Held = Pick<PortHolding, 'port' | 'holders' | 'isBlind'>

/** Who holds a port and is not named, in words that follow "is held by". */
export function sayUnseen(isBlind = false): string {
  return isBlind
    ? 'a process that cannot be identified on this platform, so that nothing may end it'
    : 'a process that this user cannot see'
}

function remedyFor(holders: readonly PortHolder[]): string {
  const isOurs = holders.length > 0 && holders.every(({ standing }) => standing !== 'foreign')
  return isOurs ? 'End that run first, or use another port.' : 'End it yourself, or use another port.'
}
