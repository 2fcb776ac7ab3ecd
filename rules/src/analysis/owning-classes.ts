import { nameOfProperty } from './expressions.ts'
import type { Acquisition, ClassNode, OwnedField, OwningClass } from './model.ts'

/** Names by which frameworks and people end an object's life. */
const TEARDOWN =
  /^(@@dispose|@@asyncDispose|abort|after(All|Each)?|beforeApplicationShutdown|cleanup|clean[uU]p|close\w*|destroy\w*|deinit|deactivate|disconnect\w*|dispose\w*|drain\w*|end|exit|finalize|kill\w*|onApplicationShutdown|onDestroy|onModuleDestroy|ngOnDestroy|quit|release\w*|reset|shut[dD]own\w*|stop\w*|tear[dD]own\w*|terminate\w*|uninstall|unload|unmount|disconnectedCallback|componentWillUnmount)$/

/** The classes of a file that keep what they acquire in fields. */
export function owningClasses(acquisitions: readonly Acquisition[]): readonly OwningClass[] {
  const classes = new Map<ClassNode, Map<string, Acquisition[]>>()
  for (const acquisition of acquisitions) {
    for (const holder of acquisition.holders) {
      if (holder.type !== 'field') continue
      const fields = classes.get(holder.class) ?? new Map<string, Acquisition[]>()
      classes.set(holder.class, fields)
      const owned = fields.get(holder.field)
      if (owned === undefined) fields.set(holder.field, [acquisition])
      else owned.push(acquisition)
    }
  }
  return [...classes].map(([node, fields]) => ({
    node,
    name: node.id?.name ?? '',
    fields: [...fields].map(([name, owned]): OwnedField => ({ name, acquisitions: owned })),
    teardowns: node.body.body.filter(isTeardown),
  }))
}

function isTeardown(member: ClassNode['body']['body'][number]): member is OwningClass['teardowns'][number] {
  if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return false
  return TEARDOWN.test(nameOfProperty(member) ?? '')
}
