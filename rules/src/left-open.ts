import type { Acquisition, FileAnalysis } from './analysis/model.ts'
import { isModuleReleased } from './analysis/module-release.ts'
import { fileRole } from './analysis/place.ts'

/** Whether a resource is opened, owned where it was acquired, and never given back as far as its file tells. */
export function isLeftOpen(acquisition: Acquisition, analysis: FileAnalysis): boolean {
  const { releases, transfers } = acquisition
  return releases.length === 0 && transfers.length === 0 && isToBeReleased(acquisition, analysis)
}

/** Whether what is acquired here must be given back by somebody, and is not seen to come to its end by itself. */
export function isToBeReleased(acquisition: Acquisition, analysis: FileAnalysis): boolean {
  return mustBeReleased(acquisition, analysis) && !runsOnce(acquisition, analysis)
}

/** The same of what is acquired once in a file too: tests have an end before that of their process. */
export function mustBeReleased(acquisition: Acquisition, analysis: FileAnalysis): boolean {
  const { resource, isOpened, isWatched } = acquisition
  if (resource.release.length === 0 || !isOpened || isWatched) return false
  return mustBeEnded(acquisition) && !isModulesOwn(acquisition, analysis)
}

/** What ends by itself or by its peer, or with what it was taken from, need not be released by anybody. */
function mustBeEnded({ resource, from, node, uses }: Acquisition): boolean {
  if (resource.ends === 'with-parent') return from === null && !isGivenParent(resource.owns, node)
  if (resource.kind === 'process' && resource.ends === 'by-itself') return isConversation(uses)
  return resource.ends === undefined || resource.ends === 'never'
}

/** A server on somebody's server ends with that one. */
function isGivenParent(owns: readonly number[] = [], { arguments: given }: Acquisition['node']): boolean {
  return owns.some((position) => given[position] !== undefined && given[position].type !== 'Literal')
}

/** A process that is written to waits for more, and does not end by itself, unless it is told that nothing follows. */
function isConversation(uses: Acquisition['uses']): boolean {
  const inputs = uses.flatMap((use) => (isProperty(use, 'stdin') ? (use.parent ?? []) : []))
  return inputs.some((use) => isProperty(use, 'write')) && !inputs.some((use) => isProperty(use, 'end'))
}

function isProperty(node: Acquisition['uses'][number], name: string): boolean {
  return (
    node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === name
  )
}

/** The process ends with it: a singleton, a script, an example. */
function runsOnce({ place }: Acquisition, { file }: FileAnalysis): boolean {
  return place.rhythm === 'once' || (place.test === null && !['source', 'test'].includes(fileRole(file)))
}

/** What its module keeps for the whole program is a duty in tests alone, and there any call that ends it will do. */
function isModulesOwn({ resource, place }: Acquisition, { file, tests }: FileAnalysis): boolean {
  const calls = resource.release.flatMap(({ moduleCall }) => moduleCall ?? [])
  if (calls.length === 0) return false
  const isKept = resource.release[0]?.moduleCall !== undefined
  return (isKept && place.test === null && !tests.isTestFile) || isModuleReleased(file, calls)
}
