import type { CallExpression, Expression, ObjectExpression } from 'acorn'
import { importedCallee, sayCall } from '../code/callee.ts'
import { follow } from '../code/follow.ts'
import type { ImportedName, Origin } from '../code/follow.ts'
import type { Names } from '../code/names.ts'
import type { FunctionNode } from '../code/returned.ts'
import { Unclear } from '../code/unclear.ts'

/** A configuration as it is put together: any one of the alternatives is in force, joined of all of its parts. */
export type Alternatives = readonly (readonly Part[])[]

/** An object that is written out, or one that another module gives. */
export type Part = ObjectExpression | ImportedName

/** Follows an exported configuration to the objects that it is made of. Throws `Unclear`. */
export function configObjects(node: Expression | FunctionNode, names: Names, text: string): Alternatives {
  return follow(node, names).flatMap((origin) => alternativesOf(origin, names, text))
}

function alternativesOf(origin: Origin, names: Names, text: string): Alternatives {
  if (origin.type === 'ObjectExpression' || origin.type === 'Imported') return [[origin]]
  if (origin.type !== 'CallExpression') throw new Unclear(`it exports something computed (${origin.type})`)
  const callee = importedCallee(origin, names)
  if (callee?.name === 'defineConfig') {
    return argumentsOf(origin).flatMap((argument) => configObjects(argument, names, text))
  }
  if (callee?.name === 'mergeConfig') {
    const sides = argumentsOf(origin)
      .slice(0, 2)
      .map((argument) => configObjects(argument, names, text))
    return sides.reduce(combine, [[]])
  }
  // A configuration function of another module: `viteConfig(env)`.
  const { callee: called } = origin
  if (called.type === 'Identifier' && callee !== undefined && /^\.{1,2}\//.test(callee.from)) {
    return [[{ type: 'Imported', name: called.name, from: callee.from, exported: callee.name }]]
  }
  throw new Unclear(`what \`${sayCall(origin, text)}(…)\` gives cannot be seen in this file`)
}

function argumentsOf({ arguments: given }: CallExpression): Expression[] {
  return given.map((argument) => {
    if (argument.type === 'SpreadElement') throw new Unclear('a call spreads its arguments')
    return argument
  })
}

function combine(left: Alternatives, right: Alternatives): Alternatives {
  return left.flatMap((first) => right.map((second) => [...first, ...second]))
}
