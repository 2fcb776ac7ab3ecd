import { expect, test } from 'vitest'
import { formatEndpoint, parseEndpoint } from '../../src/procfs/address.ts'

test.each([
  ['0100007F:1F90', '127.0.0.1', 8080],
  ['00000000:0000', '0.0.0.0', 0],
  ['0200000A:01BB', '10.0.0.2', 443],
  ['00000000000000000000000000000000:0050', '::', 80],
  ['00000000000000000000000001000000:FFFF', '::1', 65535],
  ['B80D0120000000000000000001000000:0001', '2001:db8::1', 1],
  // The first of two equally long runs of zeros, and never a single group, is shortened (RFC 5952, 4.2).
  ['B80D0120000000000100000001000000:0001', '2001:db8::1:0:1', 1],
  ['B80D0120010000000100010001000100:0001', '2001:db8:0:1:1:1:1:1', 1],
  ['B80D0120000000000100000100000010:0001', '2001:db8::100:1:1000:0', 1],
  ['0000000000000000FFFF00000100007F:1538', '127.0.0.1', 5432],
])('reads %s as %s, port %i', (text, address, port) => {
  expect(parseEndpoint(text, 'LE')).toEqual({ address, port })
})

test('reads the words of a big-endian machine as they stand', () => {
  expect(parseEndpoint('7F000001:1F90', 'BE')).toEqual({ address: '127.0.0.1', port: 8080 })
})

test.each(['', 'local_address', '0100007F', '0100007:1F90', '0100007F:1F9', '::1:80'])(
  'says nothing of %j, which is no endpoint',
  (text) => {
    expect(parseEndpoint(text, 'LE')).toBeNull()
  },
)

test('writes IPv6 addresses in brackets', () => {
  expect(formatEndpoint({ address: '::1', port: 80 })).toBe('[::1]:80')
  expect(formatEndpoint({ address: '127.0.0.1', port: 80 })).toBe('127.0.0.1:80')
})
