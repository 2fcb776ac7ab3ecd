/**
 * A module of Node's at the moment when it is needed: none is loaded into a worker for us that a test may never use.
 * An `import` would do more than load it: it reads every export, and of `node:http` on Node 22 and later one of these
 * is all of undici.
 */
export const builtin: typeof process.getBuiltinModule = process.getBuiltinModule.bind(process)
