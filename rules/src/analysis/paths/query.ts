import type { TSESTree } from '@typescript-eslint/utils'
import type { FunctionNode, Node, Variable } from '../model.ts'
import type { Effort } from './effort.ts'

/** What to ask of one acquisition: on which ways out of its function it is still held. */
export interface PathQuery {
  /** The function body (or Program) in which the resource is acquired. */
  readonly scope: FunctionNode | TSESTree.Program
  /**
   * The acquiring expression; live from right after its statement. Outside the scope's body, as with
   * `pool.connect((err, client, done) => …)`, the resource is there from the first statement on.
   */
  readonly acquiredAt: Node
  /**
   * Nodes that release it, hand its release over or transfer it away. One inside a nested function counts where that
   * function is made, or, if it has a name, where the name is mentioned. One outside the scope answers for all paths.
   */
  readonly satisfiedBy: readonly Node[]
  /** Variables that hold it: a branch on one of them is not a real branch. */
  readonly holders: readonly Variable[]
  readonly throws: ThrowPolicy
  /** Where it is used up, nothing is said. */
  readonly effort: Effort
  /** Resolves identifiers to variables. */
  variableOf(identifier: TSESTree.Identifier): Variable | null
}

/** What counts as a possible throw between acquisition and release; each policy includes those before it. */
export type ThrowPolicy = 'none' | 'throw-statements' | 'awaits' | 'calls'

/** One way out on which the resource is still held. */
export interface Exit {
  readonly how: 'return' | 'throw' | 'end' | 'overwrite' | 'next-turn'
  /** The return, what throws, the body that ends, the assignment, or the `continue` or body that ends the turn. */
  readonly node: Node
}
