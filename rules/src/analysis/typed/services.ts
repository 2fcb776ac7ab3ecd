import type { TSESTree } from '@typescript-eslint/utils'

/*
 * The little that is asked of TypeScript, by shape: the plugin loads no TypeScript of its own, and typescript-eslint
 * brings that of the user.
 */

/** What typescript-eslint gives as `parserServices` where it has types. */
export interface TypeServices {
  readonly program: { getTypeChecker(): Checker }
  getTypeAtLocation(node: TSESTree.Node): Type
  getSymbolAtLocation(node: TSESTree.Node): TypeSymbol | undefined
}

/** TypeScript's checker. */
interface Checker {
  getAwaitedType?(type: Type): Type | undefined
  getAliasedSymbol(symbol: TypeSymbol): TypeSymbol
  getSymbolAtLocation(node: SourceText): TypeSymbol | undefined
  getExportsOfModule(module: TypeSymbol): readonly TypeSymbol[]
  getTypeOfSymbol(symbol: TypeSymbol): Type
}

/** A type. */
export interface Type {
  getSymbol(): TypeSymbol | undefined
  isClassOrInterface(): boolean
  getBaseTypes(): readonly Type[] | undefined
}

/** What a name stands for. */
export interface TypeSymbol {
  readonly name: string
  readonly flags: number
  readonly declarations?: readonly Declaration[]
}

/** Where it is declared. */
export interface Declaration {
  getText(): string
  getSourceFile(): SourceText
}

interface SourceText {
  readonly fileName: string
  readonly isDeclarationFile: boolean
}

/** What the parser tells of types; null without a program, as in oxlint, whose `parserServices` is `{}`. */
export function typeServicesOf(services: unknown): TypeServices | null {
  const { program, getTypeAtLocation } = (services ?? {}) as Partial<TypeServices>
  return program && getTypeAtLocation ? (services as TypeServices) : null
}
