import { localOf, remoteOf, routeOf } from './address.ts'
import type { Facts } from './finding.ts'
import { serviceOf } from './services.ts'

/** Everything that a resource may be named by, most telling first: what patterns of targets are matched against. */
export function targetsOf(facts: Facts): string[] {
  const { path, command, url, name, listens = [], target } = facts
  const names = [path, command, url, name, remoteOf(facts), localOf(facts), routeOf(facts)]
  return [...names, serviceOf(facts)?.name, ...listens, target].filter((text) => text !== undefined)
}
