import type { TSESTree } from '@typescript-eslint/utils'
import { classOfThis, isFunction } from './expressions.ts'
import { guardsOf } from './guards.ts'
import { isLeftAfter, isRepeated, type Loop } from './loops.ts'
import type { FunctionNode, Node } from './model.ts'
import type { SourceFile } from './source-file.ts'

/** What decides how often the code right in it runs. A field stands for its initializer, a class body for `this`. */
export type Frame =
  | FunctionNode
  | Loop
  | TSESTree.ClassBody
  | TSESTree.Program
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty

export interface Frames {
  /** The frame of a node; under a guard that of what the guard keeps filled. */
  frameOf(node: Node): Frame
  /** The innermost frame around a node, guarded or not. */
  plainFrameOf(node: Node): Frame
}

/** The frames of one file. */
export function createFrames(file: SourceFile): Frames {
  return { frameOf, plainFrameOf }

  function frameOf(node: Node): Frame {
    const plain = plainFrameOf(node)
    if (plain.type === 'Program') return plain
    return guardsOf(file, node).reduce((frame: Frame, { root }) => {
      const kept = frameOfRoot(root)
      return kept !== null && isAround(kept, frame) ? kept : frame
    }, plain)
  }

  /** The frame that what hangs on a name lives as long as. */
  function frameOfRoot(root: TSESTree.Identifier | TSESTree.ThisExpression): Frame | null {
    if (root.type === 'ThisExpression') return classOfThis(root)?.body ?? null
    const variable = file.variableOf(root)
    const definition = variable?.defs[0]
    if (definition === undefined) return file.ast
    return definition.type === 'Parameter' ? (definition.node as FunctionNode) : plainFrameOf(definition.name)
  }

  function plainFrameOf(node: Node): Frame {
    for (let inner = node; inner.parent; inner = inner.parent) {
      const { parent } = inner
      if (isFunction(parent)) return parent
      if (isRepeated(parent, inner) && !isLeftAfter(node, parent)) return parent
      if (isField(parent) && parent.value === inner && !parent.static) return parent
    }
    return file.ast
  }
}

function isField(node: Node): node is TSESTree.PropertyDefinition | TSESTree.AccessorProperty {
  return node.type === 'PropertyDefinition' || node.type === 'AccessorProperty'
}

function isAround(outer: Frame, inner: Frame): boolean {
  for (let node: Node | undefined = inner.parent; node; node = node.parent) {
    if (node === outer) return true
  }
  return false
}
