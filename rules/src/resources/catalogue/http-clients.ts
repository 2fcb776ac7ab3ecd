import type { Resource } from '../resource.ts'
import { by, made } from './ways.ts'

/**
 * Agents and dispatchers. Idle sockets in them are unref'd and are closed after seconds, so that none must be closed;
 * but a new one for each request reuses no connection. These are also what axios, got and node-fetch are given. Not here:
 * `axios.create()`, `got.extend()` and `ky.create()`, which hold settings and no socket, and `fetch()`, whose pool is
 * Node's own.
 */
export const httpClients: readonly Resource[] = [
  {
    id: 'http.Agent',
    name: 'Agent',
    kind: 'agent',
    from: ['http', 'https'],
    acquire: made('Agent'),
    release: by('sync', 'destroy'),
    ends: 'when-idle',
    shared: true,
    onlyWithOption: ['keepAlive'],
  },
  {
    id: 'proxy-agent.Agent',
    name: 'proxy agent',
    kind: 'agent',
    from: [
      'hpagent',
      'http-proxy-agent',
      'https-proxy-agent',
      'pac-proxy-agent',
      'proxy-agent',
      'socks-proxy-agent',
    ],
    acquire: made('HttpProxyAgent', 'HttpsProxyAgent', 'PacProxyAgent', 'ProxyAgent', 'SocksProxyAgent'),
    release: by('sync', 'destroy'),
    ends: 'when-idle',
    shared: true,
    onlyWithOption: ['keepAlive'],
  },
  {
    id: 'http2-wrapper.Agent',
    name: 'Agent',
    kind: 'agent',
    from: ['http2-wrapper'],
    acquire: made('Agent'),
    release: by('sync', 'destroy'),
    ends: 'when-idle',
    shared: true,
  },
  {
    id: 'smithy.NodeHttpHandler',
    name: 'request handler',
    kind: 'agent',
    from: ['@smithy/node-http-handler', '@aws-sdk/node-http-handler'],
    // What the clients of AWS send their requests through: two agents, or HTTP/2 sessions.
    acquire: made('NodeHttpHandler', 'NodeHttp2Handler'),
    release: by('sync', 'destroy'),
    ends: 'when-idle',
    shared: true,
  },
  {
    id: 'agentkeepalive.Agent',
    name: 'Agent',
    kind: 'agent',
    from: ['agentkeepalive'],
    acquire: made('', 'HttpAgent', 'HttpsAgent'),
    release: by('sync', 'destroy'),
    ends: 'when-idle',
    shared: true,
    unlessOption: ['!keepAlive'],
  },
  ...[
    'Agent',
    'BalancedPool',
    'Client',
    'EnvHttpProxyAgent',
    'H2CClient',
    'Pool',
    'ProxyAgent',
    'RetryAgent',
    'RoundRobinPool',
    'Socks5ProxyAgent',
  ].map((name): Resource => ({
    id: `undici.${name}`,
    name,
    kind: 'agent',
    from: ['undici'],
    acquire: made(name),
    release: by('either', 'close', 'destroy'),
    ends: 'when-idle',
    shared: true,
  })),
  {
    id: 'undici.MockAgent',
    name: 'MockAgent',
    kind: 'agent',
    from: ['undici'],
    // Opens nothing by itself, and belongs to one test.
    acquire: made('MockAgent', 'SnapshotAgent'),
    release: by('promise', 'close'),
    ends: 'when-idle',
  },
]
