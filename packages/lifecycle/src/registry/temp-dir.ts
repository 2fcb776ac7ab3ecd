import { randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, realpathSync, rmSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder, and what proves later that it is still the one that was made. */
export interface OwnedFolder {
  readonly path: string
  readonly device: number
  /** 0 before the folder was made. */
  readonly inode: number
}

/** Where a new folder for temporary files will be: it can be written down before there is anything to remove. */
export function planTempDir(prefix: string): OwnedFolder {
  const path = join(realpathSync(tmpdir()), `${prefix}${randomBytes(8).toString('hex')}`)
  return { path, device: 0, inode: 0 }
}

/** Makes a folder that was planned, for this user alone; throws when something is there. */
export function makeTempDir({ path }: OwnedFolder): OwnedFolder {
  mkdirSync(path, { mode: 0o700 })
  const { dev, ino } = lstatSync(path)
  return { path, device: dev, inode: ino }
}

/** Whether a folder is still there; another one under the same path is none of ours. */
export function isFolderLeft({ path, device, inode }: OwnedFolder): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  const isSame = inode === 0 || (stats?.dev === device && stats.ino === inode)
  return stats?.isDirectory() === true && isSame
}

/** Removes a folder with all that is in it, when it is still the one that was made. */
export function removeFolder(folder: OwnedFolder): void {
  if (!isFolderLeft(folder)) return
  // Its maker was killed in the moment of making it: only an empty one can be that.
  if (folder.inode === 0) rmdirSync(folder.path)
  else rmSync(folder.path, { recursive: true, force: true, maxRetries: 3 })
}
