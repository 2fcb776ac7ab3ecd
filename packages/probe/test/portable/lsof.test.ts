import { expect, test } from 'vitest'
import { parseLsof, toAddress, toSocket } from '../../src/portable/lsof.ts'

const TWO_PROCESSES = `p501
fcwd
tDIR
n/home/me
f7
tIPv4
PTCP
n127.0.0.1:5432->127.0.0.1:51234
TST=ESTABLISHED
TQR=0
f8
tIPv6
PTCP
n*:8000
TST=LISTEN
f9
tunix
n/run/my app/api.sock type=STREAM (LISTEN)
f10
tREG
n/tmp/notes.txt
p502
f3
tIPv4
PUDP
n*:5353
f4
tIPv6
PTCP
n[::1]:631
TST=LISTEN
f5
tunix
n->0x1234abcd
`

const files = parseLsof(TWO_PROCESSES)

test('reads the numbered descriptors of every process', () => {
  expect(files.map(({ pid, fd, type }) => [pid, fd, type])).toEqual([
    [501, 7, 'IPv4'],
    [501, 8, 'IPv6'],
    [501, 9, 'unix'],
    [501, 10, 'REG'],
    [502, 3, 'IPv4'],
    [502, 4, 'IPv6'],
    [502, 5, 'unix'],
  ])
})

test('tells sockets by their descriptor, since there are no inodes', () => {
  expect(files.map(toSocket)).toEqual([
    {
      inode: 'fd:7',
      protocol: 'tcp',
      state: 'established',
      localAddress: '127.0.0.1',
      localPort: 5432,
      remoteAddress: '127.0.0.1',
      remotePort: 51234,
    },
    { inode: 'fd:8', protocol: 'tcp6', state: 'listen', localAddress: '::', localPort: 8000 },
    { inode: 'fd:9', protocol: 'unix', state: 'unconnected', path: '/run/my app/api.sock' },
    null,
    { inode: 'fd:3', protocol: 'udp', state: 'unconnected', localAddress: '0.0.0.0', localPort: 5353 },
    { inode: 'fd:4', protocol: 'tcp6', state: 'listen', localAddress: '::1', localPort: 631 },
    { inode: 'fd:5', protocol: 'unix', state: 'unconnected' },
  ])
})

test('writes addresses as procfs does', () => {
  expect(files.filter(({ state }) => state === 'LISTEN').map(toAddress)).toEqual(['[::]:8000', '[::1]:631'])
})

test('reads nothing from nothing', () => {
  expect(parseLsof('')).toEqual([])
})
