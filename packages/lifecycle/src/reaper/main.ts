/**
 * What a reaper's shell starts when the owner is gone: reads the charge and the newest record from standard input,
 * clears what is left, and ends. It says nothing, having nobody to say it to: what fails stays in the record.
 */
import { readFileSync } from 'node:fs'
import { reap } from './reap.ts'

// Node restores at its start what the shell ignored.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT'] as const) process.on(signal, () => undefined)

const [charge = '', record = ''] = readFileSync(0, 'utf8').split('\n')
await reap(charge, record)
