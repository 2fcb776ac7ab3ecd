import { installRuntime } from './runtime.ts'

// What a user forks from this worker must not inherit the preload: `fork` copies `process.execArgv`.
const at = process.execArgv.indexOf(import.meta.url)
if (at > 0) process.execArgv.splice(at - 1, 2)

installRuntime()
