import type { HandlerRecord } from '../handlers.ts'

/** Node's, Bun's and Deno's own servers, and the events by which any server hands over a request or a connection. */
export const SERVERS: readonly HandlerRecord[] = [
  {
    label: 'a request handler',
    module: ['http', 'https', 'http2'],
    export: ['createServer', 'createSecureServer', 'Server'],
  },
  {
    label: 'a connection handler',
    module: ['net', 'tls'],
    export: ['createServer', 'Server'],
  },
  {
    label: 'a request listener',
    method: ['on', 'addListener', 'prependListener'],
    event: ['request', 'stream', 'upgrade', 'checkContinue'],
    callback: 1,
  },
  {
    label: 'a connection listener',
    method: ['on', 'addListener', 'prependListener'],
    event: ['connection', 'secureConnection', 'session'],
    callback: 1,
  },
  {
    label: 'a request handler',
    module: '',
    export: ['Bun.serve', 'Deno.serve'],
    property: ['fetch', 'handler'],
  },
  { label: 'a request handler', module: '', export: 'Deno.serve' },
  { label: 'a fetch listener', module: '', export: 'addEventListener', event: 'fetch' },
]
