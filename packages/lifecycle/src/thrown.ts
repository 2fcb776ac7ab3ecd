// Jest and the vm pools of Vitest give a test another `Error` than the one that Node throws: `instanceof` tells nothing.

/** The code of a system error, such as `ENOENT`; `undefined` for everything else that may be thrown. */
export function codeOf(thrown: unknown): string | undefined {
  const code = isObject(thrown) && 'code' in thrown ? thrown.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** What an error says, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  const message = isObject(thrown) && 'message' in thrown ? thrown.message : undefined
  return typeof message === 'string' ? message : String(thrown)
}

function isObject(thrown: unknown): thrown is object {
  return typeof thrown === 'object' && thrown !== null
}
