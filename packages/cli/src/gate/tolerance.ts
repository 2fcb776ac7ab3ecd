import { InvalidArgumentError } from 'commander'
import { isKind, KINDS, nearest, sayReceived } from '@watertight/findings'
import type { Kind } from '@watertight/findings'

/** Collects the values of `--max`: `timer=3`. */
export function tolerances(
  value: string,
  former: ReadonlyMap<Kind, number> = new Map(),
): ReadonlyMap<Kind, number> {
  const [, name = '', count] = /^(.*?)=(\d{1,9})$/.exec(value.trim()) ?? []
  if (count === undefined) throw new InvalidArgumentError(`Expected \`kind=N\`, got ${sayReceived(value)}.`)
  if (!isKind(name)) throw unknownKind(name)
  if (former.has(name)) throw new InvalidArgumentError(`\`${name}\` is given twice.`)
  return new Map([...former, [name, Number(count)]])
}

function unknownKind(name: string): InvalidArgumentError {
  const meant = nearest(name, Object.keys(KINDS))
  const hint = meant === undefined ? ' docs/kinds lists them.' : ` Did you mean \`${meant}\`?`
  return new InvalidArgumentError(`Expected a kind of resource, got ${sayReceived(name)}.${hint}`)
}
