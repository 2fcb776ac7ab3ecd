import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DescriptorChanges } from '../../src/ledger/descriptor-changes.ts'
import { recordFileOpens } from '../../src/ledger/file-opens.ts'
import { createLedger } from './recorded-ledger.ts'

const FILE = new URL(import.meta.url)

describe('what is noted', () => {
  test('is told once, from the beginning on', () => {
    const changes = nothingLoaded()
    expect([changes.take(), changes.take()]).toEqual(['some', 'none'])
    changes.note()
    expect([changes.take(), changes.take()]).toEqual(['some', 'none'])
  })

  test.each(['Immediate', 'TickObject', 'Microtask', 'WRITEWRAP'])('%s is what every test makes', (type) => {
    const changes = quiet()
    changes.noteType(type)
    expect(changes.take()).toBe('none')
  })

  test.each(['FILEHANDLE', 'TCPWRAP', 'DNSCHANNEL', 'one that Node has not yet'])('%s may open', (type) => {
    const changes = quiet()
    changes.noteType(type)
    expect([changes.take(), changes.take()]).toEqual(['some', 'none'])
  })
})

describe('of what this thread really does', () => {
  const { ledger, context } = createLedger()
  let fd: number
  let server: net.Server

  beforeAll(() => {
    recordFileOpens(ledger, context)
    ledger.start()
  })

  test.each<readonly [string, () => unknown]>([
    ['opens a file', () => (fd = fs.openSync(FILE, 'r'))],
    ['closes it', () => fs.closeSync(fd)],
    ['opens a FileHandle and closes it', async () => (await fs.promises.open(FILE)).close()],
    ['listens', async () => once((server = net.createServer()).listen(0, '127.0.0.1'), 'listening')],
    ['stops listening', async () => once(server.close(), 'close')],
    ['starts a program', async () => once(spawn('true'), 'close')],
  ])('it %s', async (_name, work) => {
    await settled()
    await work()
    expect(ledger.changes.take()).not.toBe('none')
  })

  test('it waits, and nothing comes or goes', async () => {
    await settled()
    await pause(1)
    await new Promise((done) => setImmediate(done))
    expect(ledger.changes.take()).toBe('none')
  })

  /** What went before has been told. */
  async function settled(): Promise<void> {
    await pause(5)
    ledger.changes.take()
  }
})

describe('what opens out of sight is told when it comes, and may have opened ever after', () => {
  const { dlopen } = process
  afterEach(() => {
    process.dlopen = dlopen
  })

  test('a thread', () => {
    const changes = quiet()
    changes.noteType('WORKER')
    expect([changes.take(), changes.take()]).toEqual(['new-means', 'some'])
  })

  test('a native add-on, which is loaded as ever', () => {
    const changes = quiet()
    changes.start({})
    expect(changes.take()).toBe('none')
    expect(() => {
      process.dlopen({ exports: {} }, '/nowhere/addon.node')
    }).toThrow('/nowhere/addon.node')
    expect([changes.take(), changes.take()]).toEqual(['new-means', 'some'])
  })

  test('an add-on that was there before', () => {
    const changes = quiet()
    changes.start({ '/app/index.js': {}, '/app/build/addon.node': {} })
    expect([changes.take(), changes.take()]).toEqual(['new-means', 'some'])
  })

  test('any, where what is loaded is not known', () => {
    const changes = quiet()
    changes.start(null)
    expect([changes.take(), changes.take()]).toEqual(['new-means', 'some'])
  })

  test.each(['sqlite', 'wasi', 'inspector'])('Node’s own %s, whenever it is loaded', (name) => {
    const loaded = ['NativeModule fs']
    const changes = new DescriptorChanges({ moduleLoadList: loaded })
    expect([changes.take(), changes.take()]).toEqual(['some', 'none'])
    loaded.push('NativeModule net', `NativeModule ${name}`)
    expect([changes.take(), changes.take()]).toEqual(['new-means', 'some'])
  })

  test('any, with a Node that does not say what it has loaded', () => {
    const changes = new DescriptorChanges({})
    expect([changes.take(), changes.take()]).toEqual(['new-means', 'some'])
  })

  test('Node says it, in one list that grows', () => {
    const { moduleLoadList } = process as { readonly moduleLoadList?: readonly string[] }
    process.getBuiltinModule('node:trace_events')
    expect(moduleLoadList).toContain('NativeModule trace_events')
  })
})

function nothingLoaded(): DescriptorChanges {
  return new DescriptorChanges({ moduleLoadList: [] })
}

function quiet(): DescriptorChanges {
  const changes = nothingLoaded()
  changes.take()
  return changes
}
