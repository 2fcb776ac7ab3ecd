import fs from 'node:fs'

/**
 * The functions of `node:fs` as they were when this module was loaded.
 *
 * Tests mock and patch `fs`, and our own ledger wraps what opens descriptors: what an observer reads must
 * neither be faked nor be recorded. Text is always read with an encoding of `utf8`, because only that path of
 * `readFileSync` does not go through the (patchable) `fs.openSync`.
 */
export const {
  accessSync,
  constants,
  fstatSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  statfsSync,
} = fs
