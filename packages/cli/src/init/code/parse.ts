import { tsPlugin } from '@sveltejs/acorn-typescript'
import { Parser } from 'acorn'
import type { Expression, ObjectExpression, Program } from 'acorn'
import { Unclear } from './unclear.ts'

/** A parsed file of JavaScript or TypeScript. */
export interface Code {
  readonly text: string
  readonly program: Program
}

/** Parses a module, CommonJS included. Throws `Unclear` where the text is neither. */
export function parseCode(text: string): Code {
  try {
    const program = TypeScript.parse(text, { ...OPTIONS, sourceType: 'module' })
    return { text, program }
  } catch (error) {
    throw unreadable(error)
  }
}

/** Parses JSON, with comments and trailing commas, as the expression that it is. Throws `Unclear`. */
export function parseJsonObject(text: string): ObjectExpression {
  const expression = parseExpression(text)
  if (expression.type === 'ObjectExpression') return expression
  throw new Unclear('it does not hold an object')
}

function parseExpression(text: string): Expression {
  try {
    return Parser.parseExpressionAt(text, 0, OPTIONS)
  } catch (error) {
    throw unreadable(error)
  }
}

// JSX stays off, because it would forbid `<Type>value`.
const TypeScript = Parser.extend(tsPlugin({ jsx: false }))
const OPTIONS = { ecmaVersion: 'latest', locations: true, allowReturnOutsideFunction: true } as const

function unreadable(error: unknown): Unclear {
  return new Unclear(`it could not be parsed (${error instanceof Error ? error.message : String(error)})`, {
    cause: error,
  })
}
