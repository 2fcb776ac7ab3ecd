// Has all that is loaded afterwards find nothing that tells one boot from another, as in a sandbox that hides it.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { readFileSync } = fs
const HIDDEN = ['/proc/sys/kernel/random/boot_id', '/proc/stat']
fs.readFileSync = (path, ...options) => {
  if (HIDDEN.includes(path)) throw Object.assign(new Error('hidden'), { code: 'ENOENT' })
  return readFileSync(path, ...options)
}
syncBuiltinESMExports()
