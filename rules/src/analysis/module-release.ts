import { rewrap } from './expressions.ts'
import type { Node } from './model.ts'
import type { SourceFile } from './source-file.ts'

/** Whether a file mentions one of the functions that end what their module keeps: `mongoose#disconnect`. */
export function isModuleReleased(file: SourceFile, calls: readonly string[]): boolean {
  return file.scopes.scopes.some(({ references }) =>
    references.some(({ identifier }) =>
      membersFrom(identifier).some((node) => calls.includes(qualifiedName(file, node))),
    ),
  )
}

/** A name and every member chain that begins with it: `mongoose`, `mongoose.connection`, … */
function membersFrom(identifier: Node): readonly Node[] {
  const chain: Node[] = [identifier]
  for (let node = rewrap(identifier); node.parent?.type === 'MemberExpression';) {
    if (node.parent.object !== node) break
    chain.push(node.parent)
    node = rewrap(node.parent)
  }
  return chain
}

function qualifiedName(file: SourceFile, node: Node): string {
  const origin = file.originOf(node)
  return origin === null ? '' : `${origin.module}#${origin.path}`
}
