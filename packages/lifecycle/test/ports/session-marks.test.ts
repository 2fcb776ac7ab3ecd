import { expect, test } from 'vitest'
import { parseSessionMarks } from '../../src/ports/session-marks.ts'

test('finds the marks of all sessions in an environment, and nothing that only looks like one', () => {
  const environ = [
    'PATH=/bin',
    'WATERTIGHT_SESSION_0011223344556677=42.7',
    'WATERTIGHT_SESSION_8899aabbccddeeff=43.1',
    'WATERTIGHT_SESSION_short=44.1',
    'WATERTIGHT_SESSION_0123456789abcdef=none',
    'WATERTIGHT_SESSION_0123456789abcdef=0.1',
    'COPY=WATERTIGHT_SESSION_0123456789abcdef=45.1',
    '',
  ].join('\0')
  expect(parseSessionMarks(environ)).toEqual([
    { session: '0011223344556677', value: '42.7', ownerPid: 42 },
    { session: '8899aabbccddeeff', value: '43.1', ownerPid: 43 },
  ])
})
