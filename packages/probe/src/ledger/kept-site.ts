/** What of a call site is kept. */
interface SiteFacts {
  /** `null` for code that has none of its own, as from `eval`. */
  readonly file: string | null
  readonly line: number
  readonly column: number
  readonly functionName: string | null
  readonly typeName: string | null
  readonly methodName: string | null
  readonly evalOrigin: string | null
  readonly isConstructor: boolean
  readonly isToplevel: boolean
  readonly isAsync: boolean
}

/**
 * A call site as plain data, that formatters of stacks take for V8's own (v8.dev/docs/stack-trace-api): one of V8's
 * holds the `this` and the function of its call. What nobody needs for a place answers as V8 does for strict code.
 */
export class KeptSite {
  readonly #facts: SiteFacts

  constructor(facts: SiteFacts) {
    this.#facts = facts
  }

  getThis(): undefined {
    return undefined
  }

  getFunction(): undefined {
    return undefined
  }

  getTypeName(): string | null {
    return this.#facts.typeName
  }

  getFunctionName(): string | null {
    return this.#facts.functionName
  }

  getMethodName(): string | null {
    return this.#facts.methodName
  }

  getFileName(): string | null {
    return this.#facts.file
  }

  getScriptNameOrSourceURL(): string | null {
    return this.#facts.file
  }

  getLineNumber(): number {
    return this.#facts.line
  }

  getColumnNumber(): number {
    return this.#facts.column
  }

  getEvalOrigin(): string | undefined {
    return this.#facts.evalOrigin ?? undefined
  }

  isEval(): boolean {
    return this.#facts.evalOrigin !== null
  }

  isNative(): boolean {
    return false
  }

  isToplevel(): boolean {
    return this.#facts.isToplevel
  }

  isConstructor(): boolean {
    return this.#facts.isConstructor
  }

  isAsync(): boolean {
    return this.#facts.isAsync
  }

  isPromiseAll(): boolean {
    return false
  }

  getPromiseIndex(): null {
    return null
  }

  /** As V8 writes it behind `at`. */
  toString(): string {
    const { file, line, column, evalOrigin, isAsync } = this.#facts
    const location = `${file ?? `${evalOrigin ?? ''}, <anonymous>`}:${line}:${column}`
    const name = nameOf(this.#facts)
    return `${isAsync ? 'async ' : ''}${name === '' ? location : `${name} (${location})`}`
  }
}

function nameOf({ functionName, typeName, methodName, isConstructor, isToplevel }: SiteFacts): string {
  if (isConstructor) return `new ${functionName ?? '<anonymous>'}`
  if (isToplevel || typeName === null) return functionName ?? ''
  if (functionName === null) return `${typeName}.${methodName ?? '<anonymous>'}`
  const name = functionName.startsWith(typeName) ? functionName : `${typeName}.${functionName}`
  const isAlias =
    methodName !== null && functionName !== methodName && !functionName.endsWith(`.${methodName}`)
  return isAlias ? `${name} [as ${methodName}]` : name
}
