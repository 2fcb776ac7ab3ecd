import type { Acquire, AcquireDetails, Delivery, Release } from '../resource.ts'

/** `new Name()`, for each export that is named. */
export function made(...names: readonly string[]): Acquire[] {
  return names.map((name) => ({ by: 'new', export: name }))
}

/** `name()`, whose result is the resource, for each export that is named. */
export function called(...names: readonly string[]): Acquire[] {
  return names.map((name) => ({ by: 'call', export: name, delivers: 'result' }))
}

/** `await name()`, for each export that is named. */
export function promised(...names: readonly string[]): Acquire[] {
  return names.map((name) => ({ by: 'call', export: name, delivers: 'promise' }))
}

/** A call whose value goes to a parameter of its callback, or to a promise when there is no callback. */
export function calledBack(
  name: string,
  callbackParameter: number,
  otherwise?: 'result' | 'promise',
): Acquire {
  return { by: 'call', export: name, delivers: { callbackParameter, ...(otherwise && { otherwise }) } }
}

/** `value.method()`, where the value is the resource `of`. */
export function gotFrom(of: string, method: string, delivers: Delivery = 'result'): Acquire {
  return { by: 'method', of, method, delivers }
}

/** The same ways, imported from other modules than the resource's own. */
export function from(specifiers: readonly string[], ways: readonly Acquire[]): Acquire[] {
  return withDetails(ways, { from: specifiers })
}

/** The same ways, which deliver it open. */
export function open(...ways: readonly Acquire[]): Acquire[] {
  return withDetails(ways, { isOpen: true })
}

function withDetails(ways: readonly Acquire[], details: AcquireDetails): Acquire[] {
  return ways.map((way) => ({ ...way, ...details }))
}

/** Methods after which it is over, at the time that `settles` names. */
export function by(settles: Release['settles'], ...methods: readonly string[]): Release[] {
  return methods.map((method) => ({ method, settles }))
}

/** Methods that only ask for the end. */
export function asks(settles: Release['settles'], ...methods: readonly string[]): Release[] {
  return methods.map((method) => ({ method, settles, onlyAsks: true }))
}

/** Functions that take it as their first argument: `clearInterval`, `fs#closeSync`. */
export function through(settles: Release['settles'], ...functions: readonly string[]): Release[] {
  return functions.map((name) => ({ function: name, settles }))
}

/** Calls that end what their module keeps: `mongoose#disconnect`. */
export function throughModule(settles: Release['settles'], ...calls: readonly string[]): Release[] {
  return calls.map((name) => ({ moduleCall: name, settles }))
}
