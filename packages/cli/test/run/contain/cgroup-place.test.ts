import { expect, test } from 'vitest'
import { placeOf } from '../../../src/run/contain/cgroup-place.ts'

const UNIFIED = '30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n'
const HYBRID = `31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n`

test.each([
  [
    'below the mount point',
    UNIFIED,
    '0::/user.slice/session-2.scope\n',
    '/sys/fs/cgroup/user.slice/session-2.scope',
  ],
  ['at the root of a hybrid system', HYBRID, '4:memory:/a\n0::/\n', '/sys/fs/cgroup/unified'],
  [
    'where only a part is mounted',
    '30 23 0:26 /box /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
    '0::/box/inner\n',
    '/sys/fs/cgroup/inner',
  ],
  [
    'where the mount point has a space',
    '30 23 0:26 / /my\\040cgroups rw - cgroup2 cgroup2 rw\n',
    '0::/a\n',
    '/my cgroups/a',
  ],
])('finds our own cgroup %s', (_where, mountinfo, cgroup, place) => {
  expect(placeOf(mountinfo, cgroup)).toBe(place)
})

test.each([
  [
    'version 1 alone is mounted',
    '31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n',
    '4:memory:/a\n',
  ],
  [
    'our own lies outside of what is mounted',
    '30 23 0:26 /box /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
    '0::/../other\n',
  ],
  ['nothing is mounted', '', '0::/\n'],
])('finds none where %s', (_why, mountinfo, cgroup) => {
  expect(placeOf(mountinfo, cgroup)).toBeNull()
})
