import { readFileSync } from 'node:fs'
import { posix } from 'node:path'

/** The folder of the cgroup (version 2) that this process lives in; `null` where there is none that can be seen. */
export function readCgroupPlace(procRoot: string): string | null {
  try {
    const mountinfo = readFileSync(`${procRoot}/self/mountinfo`, 'utf8')
    return placeOf(mountinfo, readFileSync(`${procRoot}/self/cgroup`, 'utf8'))
  } catch {
    return null
  }
}

/** Joins the mount point of cgroup2 (proc_pid_mountinfo(5)) and the path inside of it (cgroups(7), the entry `0::`). */
export function placeOf(mountinfo: string, cgroup: string): string | null {
  const path = /^0::(\/.*)$/m.exec(cgroup)?.[1]
  const [mount] = mountinfo.split('\n').flatMap((line) => parseMount(line) ?? [])
  if (path === undefined || mount === undefined) return null
  // A container may see only a part of the hierarchy, mounted from further below.
  const inside = posix.relative(mount.root, path)
  return inside.startsWith('..') ? null : posix.join(mount.point, inside)
}

interface Mount {
  readonly root: string
  readonly point: string
}

function parseMount(line: string): Mount | null {
  const [before = '', after = ''] = line.split(' - ')
  const [, , , root, point] = before.split(' ')
  if (!after.startsWith('cgroup2 ') || root === undefined || point === undefined) return null
  return { root: unescaped(root), point: unescaped(point) }
}

// Spaces, tabs, line feeds and backslashes are written as three octal digits.
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
