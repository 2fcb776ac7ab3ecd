import type { Acquisition, ClassNode, FileAnalysis, OwningClass } from './analysis/model.ts'
import { nameOfCallee, nameOfProperty } from './analysis/expressions.ts'
import { mentionsOf } from './analysis/function-sites.ts'
import { dutyOf } from './duty.ts'
import { isLeftOpen } from './left-open.ts'

/** A field, and the first of the acquisitions that it keeps and nobody gives back. */
export interface ForgottenField {
  readonly name: string
  readonly acquisition: Acquisition
}

/** The fields of a class that hold what nobody releases, unless the class may leave that to others. */
export function forgottenFields(owner: OwningClass, analysis: FileAnalysis): readonly ForgottenField[] {
  if (isExcused(owner, analysis)) return []
  return owner.fields.flatMap(({ name, acquisitions }) => {
    const forgotten = acquisitions.every((acquisition) => isForgotten(acquisition, owner, analysis))
    const [acquisition] = acquisitions
    return forgotten && acquisition !== undefined ? [{ name, acquisition }] : []
  })
}

/** Kept in this field alone: what a variable holds too may be released through it. */
function isForgotten(acquisition: Acquisition, { node }: OwningClass, analysis: FileAnalysis): boolean {
  const isOwn = acquisition.holders.every((holder) => holder.type !== 'field' || holder.class === node)
  return (
    isOwn && dutyOf(acquisition, analysis) === 'require-class-teardown' && isLeftOpen(acquisition, analysis)
  )
}

/** One for the whole program, or of a framework or a base class that may see to the end. */
function isExcused({ node, fields }: OwningClass, analysis: FileAnalysis): boolean {
  if (analysis.tests.isTestFile) return true
  return isExtending(node) || isSingleton(node, analysis) || isReachedFromOutside(node, fields, analysis)
}

/** Bases that release nothing. */
const PLAIN_BASES = /(?:^|\.)(?:EventEmitter|EventTarget|AsyncResource|TypedEmitter|Emittery)$/

function isExtending({ superClass }: ClassNode): boolean {
  return superClass !== null && !PLAIN_BASES.test(nameOfCallee(superClass))
}

/** Made at module level and nowhere else, or by a static member of its own: `getInstance()`. */
function isSingleton(node: ClassNode, { file, places }: FileAnalysis): boolean {
  const made = mentionsOf(file, node, node.id?.name)
    .map((mention) => mention.parent)
    .filter((parent) => parent?.type === 'NewExpression')
  return (
    made.length > 0 && made.every((site) => places.placeOf(site).rhythm === 'once' || places.isGuarded(site))
  )
}

/** `app.server.close()` in the same file, on an object that is not `this`. */
function isReachedFromOutside(
  node: ClassNode,
  fields: OwningClass['fields'],
  { file }: FileAnalysis,
): boolean {
  return fields.some(({ name, acquisitions }) =>
    acquisitions.some(({ resource }) =>
      resource.release.some(({ method }) => {
        const call = `.${name}.${method ?? ''}(`
        for (let at = file.text.indexOf(call); at >= 0; at = file.text.indexOf(call, at + 1)) {
          if (at < node.range[0] || at >= node.range[1]) return true
        }
        return false
      }),
    ),
  )
}

/** Names that end the whole object; `stopPolling` ends a part of it. */
const WHOLE =
  /^(?:@@dispose|@@asyncDispose|close|destroy|disconnect|dispose|end|quit|stop|terminate|tear[dD]own|shut[dD]own|clean[uU]p|onModuleDestroy|onApplicationShutdown)$/

/** The teardown to be completed: the name of the first one that ends the whole object; null: it has none. */
export function teardownOf({ teardowns }: OwningClass): string | null {
  const names = teardowns.map((teardown) => nameOfProperty(teardown) ?? '')
  return names.find((name) => WHOLE.test(name)) ?? null
}
