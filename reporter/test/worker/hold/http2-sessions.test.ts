import { expect, test } from 'vitest'
import { classify } from '../../../src/worker/hold/classify.ts'
import type { Observation } from '../../../src/worker/hold/observation.ts'
import { acquisitionOf, fileScope } from '../made.ts'

const scope = fileScope().test('asks')
const socket = { localAddress: '127.0.0.1', localPort: 50_000, remoteAddress: '127.0.0.1', remotePort: 443 }
const open = { destroyed: false, type: 1, socket }

test('a session is charged, with the two ends of its connection', () => {
  expect(read(open)).toMatchObject({ facts: { kind: 'http2-session', localPort: 50_000, remotePort: 443 } })
})

test('one that is over is not, nor is the server’s end', () => {
  expect([read({ ...open, destroyed: true }), read({ ...open, type: 0 })]).toEqual([null, null])
})

test('one that undici opened is told by its socket, which knows of which pool it is', () => {
  expect(read({ ...open, [Symbol('client')]: {} })).toBeNull()
})

function read(session: object) {
  const handle = { [Symbol('owner_symbol')]: session }
  const acquisition = acquisitionOf(scope, 'HTTP2SESSION', { strong: handle })
  return classify(acquisition, {} as Observation)
}
