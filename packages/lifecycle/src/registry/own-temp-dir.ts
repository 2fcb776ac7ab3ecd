import type { NewEntry } from '../session/record.ts'
import type { Session } from '../session/session.ts'
import type { Owned } from './owned.ts'
import type { Registry } from './registry.ts'
import { makeTempDir, planTempDir, removeFolder } from './temp-dir.ts'
import type { OwnedFolder } from './temp-dir.ts'

/** Makes a temporary folder that is owned; its value is the path. */
export function ownTempDir(
  { registry, session }: { readonly registry: Registry; readonly session: Session },
  prefix: string,
): Owned<string> {
  const planned = planTempDir(prefix)
  const entryOf = (folder: OwnedFolder): NewEntry => ({ kind: 'path', name: folder.path, ...folder })
  const id = session.hold(entryOf(planned))
  const folder = makeOrDrop(planned, () => void session.drop(id))
  session.change(id, entryOf(folder))
  return registry.add({
    name: folder.path,
    value: folder.path,
    release: () => removeFolder(folder),
    // A process that still runs may write into it: the reaper ends that first.
    atExit: () => {
      if (!session.isWatched()) removeFolder(folder)
    },
    onEnd: (isFailed) => session.dropUnless(isFailed, id),
  })
}

function makeOrDrop(planned: OwnedFolder, drop: () => void): OwnedFolder {
  try {
    return makeTempDir(planned)
  } catch (error) {
    drop()
    throw error
  }
}
