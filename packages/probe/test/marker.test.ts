import { expect, test } from 'vitest'
import { formatMarker, markerVariable, parseMarkerValue } from '../src/index.ts'

test('names a variable after its session', () => {
  expect(markerVariable('0123456789abcdef')).toBe('WATERTIGHT_SESSION_0123456789abcdef')
})

test.each(['', '0123', '0123456789ABCDEF', '0123456789abcdef0', '../../etc/passwd'])(
  'refuses %j as a session',
  (session) => {
    expect(() => markerVariable(session)).toThrow('Expected `session` to be 16 hexadecimal digits')
  },
)

test('reads back what it writes', () => {
  const marker = { workerPid: 1234, scopeNumber: 0 }
  expect(parseMarkerValue(formatMarker(marker))).toEqual(marker)
})

test.each(['', '1', '1.', '.1', '0.1', '01.1', '1.01', '1.1.1', '1.1 ', '-1.1', '1.1e3', '99999999999.1'])(
  'does not take %j for a marker',
  (value) => {
    expect(parseMarkerValue(value)).toBeNull()
  },
)
