import { fileURLToPath } from 'node:url'

/** A `/proc` of four processes, one of them a zombie, with sockets of every protocol. Its pids exceed any real one. */
export const PLAIN = recorded('plain')

/** A `/proc` of a kernel without CONFIG_PROC_CHILDREN, in a sandbox that hides most of it. */
export const WITHOUT_CHILDREN = recorded('without-children')

/** A folder that is no `/proc` at all. */
export const NOTHING = recorded('nothing')

function recorded(name: string): string {
  return fileURLToPath(new URL(`recorded/${name}`, import.meta.url))
}
