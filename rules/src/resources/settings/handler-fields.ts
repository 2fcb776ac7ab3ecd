import { oneOf, path, position, readRecord, text, unexpected } from './check.ts'

/** A function or method of a library that calls its callback for each request, as a user tells of it. */
export interface UserHandler {
  readonly module: string
  /** The function that takes the callback; '' is the module or its default. */
  readonly export?: string
  /** The method that takes it, called on a value that the module made. */
  readonly method?: string
  /** Position of the callback among the arguments, from 0. Default: any. */
  readonly callback?: number
  /** In words, for messages: `a my-framework handler`. */
  readonly label: string
  /** What calls it back. Default: `request`. */
  readonly rhythm?: 'request' | 'message' | 'tick' | 'loop'
}

/** Reads a handler of the user's; the label may be left out. */
export function checkHandler(value: unknown, name: string): UserHandler {
  const record = readRecord(value, name, FIELDS, ['module'])
  if (record.export === undefined && record.method === undefined) {
    throw unexpected(name, 'an object with `export` or `method`', value)
  }
  const handler = record as unknown as Omit<UserHandler, 'label'> & Partial<UserHandler>
  return {
    ...handler,
    module: withoutNode(handler.module),
    label: handler.label ?? `a handler of ${handler.module}`,
  }
}

const FIELDS = {
  module: text,
  export: path,
  method: text,
  callback: position,
  label: text,
  rhythm: oneOf(['request', 'message', 'tick', 'loop']),
}

function withoutNode(specifier: string): string {
  return specifier.replace(/^node:/, '')
}
