import type { EngineAddress } from './address.ts'
import { readCreated, readDetails, readSummaries, readWaited } from './answers.ts'
import type { Engine } from './engine.ts'
import { EngineError, isConflict, isNotFound } from './error.ts'
import { readPullError, splitImageName } from './images.ts'
import { readLogFrames } from './log-frames.ts'
import { askEngine, nameOf, readJson, readText } from './request.ts'
import type { EngineRequest } from './request.ts'
import type { EngineVersion } from './version.ts'

/** Makes the engine that answers at an address and speaks this version. */
export function createEngine(address: EngineAddress, version: EngineVersion): Engine {
  const ask: Ask = (request, read) =>
    askEngine(address, { ...request, path: `/v${version.apiVersion}${request.path}` }, read)
  return { address, ...version, ...looking(ask), ...changing(ask), ...reading(ask), ...pulling(ask, address) }
}

type Ask = <T>(request: EngineRequest, read: Parameters<typeof askEngine<T>>[2]) => Promise<T>

function looking(ask: Ask): Pick<Engine, 'list' | 'now' | 'inspect'> {
  return {
    list: (labels = [], signal) =>
      ask(
        {
          purpose: 'list containers',
          path: '/containers/json',
          query: { all: true, filters: JSON.stringify(labels.length === 0 ? {} : { label: labels }) },
          signal,
        },
        async (chunks) => readSummaries(await readJson(chunks)),
      ),
    now: () => ask({ purpose: 'tell the time', path: '/_ping' }, (_, { headers }) => readTime(headers.date)),
    inspect: (id) =>
      ask({ purpose: `inspect the container ${id}`, path: `${pathOf(id)}/json` }, async (chunks) =>
        readDetails(await readJson(chunks)),
      ),
  }
}

function changing(ask: Ask): Pick<Engine, 'create' | 'start' | 'stop' | 'kill' | 'remove'> {
  const post = (purpose: string, path: string, more: Partial<EngineRequest> = {}): Promise<string> =>
    ask({ purpose, path, method: 'POST', timeoutMs: SLOW_MS, ...more }, readText)
  return {
    create: async (name, body, signal) =>
      readCreated(
        JSON.parse(
          await post(`create the container ${name}`, '/containers/create', {
            query: { name },
            body,
            signal,
            timeoutMs: CREATE_MS,
          }),
        ),
      ),
    start: async (id, signal) => {
      await post(`start the container ${id}`, `${pathOf(id)}/start`, { signal })
    },
    stop: async (id, graceMs) => {
      const more = { query: { t: Math.ceil(graceMs / 1000) }, timeoutMs: graceMs + SLOW_MS }
      await post(`stop the container ${id}`, `${pathOf(id)}/stop`, more)
    },
    kill: async (id, signal = 'SIGKILL') => {
      await post(`kill the container ${id}`, `${pathOf(id)}/kill`, { query: { signal } })
    },
    remove: (id) => removed(post(`remove the container ${id}`, pathOf(id), REMOVAL)),
  }
}

// Some storage drivers copy the whole image for each container, and removing takes its volumes along.
const SLOW_MS = 30_000
const CREATE_MS = 60_000
const REMOVAL: Partial<EngineRequest> = { method: 'DELETE', query: { force: true, v: true } }

async function removed(removal: Promise<unknown>): Promise<boolean> {
  try {
    await removal
    return true
  } catch (error) {
    if (isNotFound(error) || isConflict(error)) return false
    throw error
  }
}

function reading(ask: Ask): Pick<Engine, 'wait' | 'tail' | 'follow'> {
  const logs = (id: string): EngineRequest => ({
    purpose: `read the output of the container ${id}`,
    path: `${pathOf(id)}/logs`,
  })
  return {
    wait: (id, timeoutMs) =>
      ask(
        { purpose: `wait for the container ${id}`, path: `${pathOf(id)}/wait`, method: 'POST', timeoutMs },
        async (chunks) => readWaited(await readJson(chunks)),
      ),
    tail: (id, lines) =>
      ask({ ...logs(id), query: { stdout: true, stderr: true, tail: lines } }, async (chunks) => {
        let text = ''
        for await (const piece of readLogFrames(chunks)) text = (text + piece.text).slice(-LONGEST_TAIL)
        return text
      }),
    follow: (id, options, read) =>
      ask({ ...logs(id), query: { stdout: true, stderr: true, follow: true }, ...options }, (chunks) =>
        read(readLogFrames(chunks)),
      ),
  }
}

const LONGEST_TAIL = 64 * 1024

function pulling(ask: Ask, address: EngineAddress): Pick<Engine, 'hasImage' | 'pull'> {
  return {
    hasImage: (image) =>
      ask({ purpose: `look for the image ${image}`, path: `/images/${encodeURIComponent(image)}/json` }, () =>
        Promise.resolve(true),
      ).catch((error: unknown) => {
        if (isNotFound(error)) return false
        throw error
      }),
    pull: async (image, options) => {
      const request = {
        purpose: `pull the image ${image}`,
        path: '/images/create',
        query: splitImageName(image),
      }
      const error = await ask({ ...request, method: 'POST', ...options }, readPullError)
      if (error !== null)
        throw new EngineError('refused', `${nameOf(address)} could not pull ${image}: ${error}`)
    },
  }
}

function pathOf(id: string): string {
  return `/containers/${encodeURIComponent(id)}`
}

function readTime(date: string | undefined): Promise<number> {
  const ms = Date.parse(date ?? '')
  return Promise.resolve(Math.floor((Number.isNaN(ms) ? Date.now() : ms) / 1000))
}
