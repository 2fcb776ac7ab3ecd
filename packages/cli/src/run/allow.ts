import type { Member } from './contain/containment.ts'

/** Which processes may stay. */
export interface Allowance {
  readonly isAllowed: (command: string) => boolean
  /** The patterns that matched nothing so far. */
  readonly unused: () => readonly string[]
}

/** Makes an allowance from patterns: each may stand anywhere in a command line, and `*` in it for anything. */
export function createAllowance(patterns: readonly string[]): Allowance {
  const unused = new Set(patterns)
  const expressions = patterns.map((pattern) => ({ pattern, expression: toExpression(pattern) }))
  return {
    isAllowed(command) {
      const matching = expressions.filter(({ expression }) => expression.test(command))
      for (const { pattern } of matching) unused.delete(pattern)
      return matching.length > 0
    },
    unused: () => [...unused],
  }
}

/** Without the processes that may stay, and without those that descend from them. */
export function withoutAllowed(family: readonly Member[], { isAllowed }: Allowance): Member[] {
  const byPid = new Map(family.map((member) => [member.info.identity.pid, member]))
  const allowed = new Set(family.filter(({ info }) => isAllowed(info.command)))
  const belongs = (member: Member | undefined, depth = 0): boolean =>
    member !== undefined &&
    (allowed.has(member) || (depth < family.length && belongs(byPid.get(member.info.ppid), depth + 1)))
  return family.filter((member) => !belongs(member))
}

function toExpression(pattern: string): RegExp {
  const parts = pattern.split('*').map((text) => text.replace(/[\\^$.+?()[\]{}|/-]/g, '\\$&'))
  return new RegExp(parts.join('.*'), 's')
}
