import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import v8 from 'node:v8'
import vm from 'node:vm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { resourceOf } from '../../src/ledger/acquisition.ts'
import { ASYNC_TYPES } from '../../src/ledger/async-types.ts'
import { Ledger } from '../../src/ledger/ledger.ts'
import { until } from '../started.ts'
import { ACQUIRING } from './acquiring.ts'
import { createLedger, placeOf, typeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

const { ledger, context, acquired, released, liveOf } = createLedger()
ledger.start()
v8.setFlagsFromString('--expose-gc')
const gc = vm.runInNewContext('gc') as () => void

test.each(ACQUIRING)('$type is found while it is open, and gone once it was closed', async (acquiring) => {
  const { type, acquire, handles = 1 } = acquiring
  const scope: Named = { name: type }
  const close = await context.run(scope, acquire)
  expect(liveOf(scope, type)).toHaveLength(handles)
  const [acquisition] = liveOf(scope, type)
  expect(acquisition && resourceOf(acquisition)).toBeTypeOf('object')
  expect(acquisition?.releasedAtMs).toBeNull()
  await close()
  // What only the garbage collector ends must not be kept by us.
  await until(() => (gc(), liveOf(scope, type).length === 0))
  expect(acquisition?.releasedAtMs).not.toBeNull()
  expect(released).toContain(acquisition)
})

test('every async type that is recorded is tried here, and Timeout', () => {
  expect(ACQUIRING.map(({ type }) => type).sort()).toEqual([...ASYNC_TYPES.keys(), 'Timeout'].sort())
})

test('work that acquires nothing leaves nothing', async () => {
  const scope: Named = { name: 'idle' }
  await context.run(scope, () => Promise.all([1, 2, 3].map((ms) => sleep(ms))))
  await until(() => liveOf(scope).length === 0)
  expect(acquired.filter((acquisition) => acquisition.scope === scope)).toEqual([])
})

test('the stack leads to the line that acquired it', () => {
  const scope: Named = { name: 'placed' }
  const timer = context.run(scope, function setsTimer() {
    return setInterval(() => undefined, 1000)
  })
  onTestFinished(() => clearInterval(timer))
  expect(placeOf(liveOf(scope)[0]?.stack ?? null)).toBe('ledger.test.ts setsTimer')
})

test('a socket that an agent hands on stays with the one that opened it', async () => {
  const server = http.createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  const { port } = server.address() as AddressInfo
  const get = async () => {
    const [response] = (await once(http.get({ port, agent }), 'response')) as [http.IncomingMessage]
    await once(response.resume(), 'end')
    return response.socket
  }
  const [opener, borrower]: [Named, Named] = [{ name: 'opener' }, { name: 'borrower' }]
  const socket = await context.run(opener, get)
  await until(() => Object.keys(agent.freeSockets).length === 1)
  expect(await context.run(borrower, get)).toBe(socket)
  expect(liveOf(borrower, 'TCPWRAP')).toEqual([])
  expect(liveOf(opener, 'TCPWRAP')).toHaveLength(1)
  agent.destroy()
  await until(() => liveOf(opener, 'TCPWRAP').length === 0)
})

test('an accepted connection knows its listening server, whoever connected', async () => {
  const scope: Named = { name: 'connecting' }
  const connect = ACQUIRING.find(({ type }) => type === 'TCPWRAP')
  const close = await context.run(scope, () => connect?.acquire())
  const [server] = liveOf(scope, 'TCPSERVERWRAP')
  const accepted = [...ledger.live()].filter(({ parent }) => parent !== null && parent === server)
  expect(accepted.map(typeOf)).toEqual(['TCPWRAP'])
  await close?.()
})

test('timers that arm each other are counted', async () => {
  const scope: Named = { name: 'loop' }
  const generations: number[] = []
  await context.run(scope, () => {
    return new Promise<void>((done) => {
      const arm = (rounds: number): void => {
        if (rounds === 0) {
          done()
          return
        }
        const timer = setTimeout(() => arm(rounds - 1), 1)
        const armed = liveOf(scope, 'Timeout').find((acquisition) => resourceOf(acquisition) === timer)
        generations.push(armed?.generation ?? Number.NaN)
      }
      arm(4)
    })
  })
  expect(generations).toEqual([0, 1, 2, 3])
})

test('a timer that nobody’s timer armed is the first of its row', () => {
  const scope: Named = { name: 'apart' }
  const timers = context.run(scope, () => [0, 1].map(() => setTimeout(() => undefined, 1000)))
  onTestFinished(() => timers.forEach((timer) => clearTimeout(timer)))
  expect(liveOf(scope, 'Timeout').map(({ generation }) => generation)).toEqual([0, 0])
})

test('counts the sockets and children that are open', async () => {
  const before = { ...ledger.counts }
  const opened = await context.run({ name: 'counted' }, () =>
    Promise.all(
      ACQUIRING.filter(({ type }) => /^(?:UDP|PROCESS)WRAP$/.test(type)).map(
        async ({ acquire }) => await acquire(),
      ),
    ),
  )
  expect(ledger.counts.sockets).toBeGreaterThan(before.sockets)
  expect(ledger.counts.children).toBe(before.children + 1)
  await Promise.all(opened.map((close) => close()))
  await until(() => ledger.counts.children === before.children && ledger.counts.sockets === before.sockets)
})

describe('nothing escapes from the hook, which would end the process', () => {
  test('when a user’s prepareStackTrace throws', () => {
    prepareStackTraceBy(() => {
      throw new Error('no stack for you')
    })
    const scope: Named = { name: 'unformatted' }
    const { port1 } = context.run(scope, () => new MessageChannel())
    onTestFinished(() => port1.close())
    expect(liveOf(scope, 'MESSAGEPORT')).toHaveLength(2)
  })

  test('when an observer throws', async () => {
    const throwing = (): never => {
      throw new Error('observer')
    }
    const other = new Ledger<Named>({ context, onAcquire: throwing, onRelease: throwing })
    other.start()
    const timers = () => [...other.live()].filter(({ ref }) => ref?.deref() === timer)
    const timer = setInterval(() => undefined, 1000)
    expect(timers()).toHaveLength(1)
    const server = net.createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const servers = () => [...other.live()].filter((acquisition) => typeOf(acquisition) === 'TCPSERVERWRAP')
    expect(servers()).toHaveLength(1)
    clearInterval(timer)
    server.close()
    expect([...timers(), ...servers()]).toEqual([])
  })
})

describe('record', () => {
  const source = { by: 'mkdtemp', path: '/tmp/x' } as const

  test('keeps what async_hooks does not see, until its key is released', () => {
    const scope: Named = { name: 'recorded' }
    const key = context.run(scope, () => ledger.record({ source }))
    expect(liveOf(scope)).toMatchObject([{ source, generation: 0, parent: null, judged: false }])
    ledger.release(key)
    ledger.release(key)
    expect(liveOf(scope)).toEqual([])
    expect(released.filter((acquisition) => acquisition.scope === scope)).toHaveLength(1)
  })

  test('keeps nothing before the observation begins', () => {
    const early = createLedger()
    early.ledger.release(early.ledger.record({ source }))
    expect(early.ledger.size).toBe(0)
    expect(early.acquired).toEqual([])
  })

  test('holds what the garbage collector may end by a weak reference only', () => {
    const scope: Named = { name: 'weak' }
    const resource = {}
    const key = context.run(scope, () => ledger.record({ source, resource, collectable: true }))
    const [acquisition] = liveOf(scope)
    expect(acquisition?.strong).toBeNull()
    expect(acquisition && resourceOf(acquisition)).toBe(resource)
    ledger.release(key)
  })
})

function prepareStackTraceBy(prepare: () => unknown): void {
  const before = Error.prepareStackTrace
  onTestFinished(() => void (Error.prepareStackTrace = before))
  Error.prepareStackTrace = prepare
}
