import type { HandlerRecord } from '../handlers.ts'

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all']
/** What applications and routers are called where a parameter or another file delivers them. */
const ROUTER = /^(?:app|application|router|routes|server|instance|.*Router|.*App)$/
const FASTIFY = /^(?:fastify|fastifyInstance|fastifyApp)$/
const FASTIFY_HOOKS = [
  'onRequest',
  'preParsing',
  'preValidation',
  'preHandler',
  'preSerialization',
  'onSend',
  'onResponse',
  'onTimeout',
  'onError',
  'onRequestAbort',
]
const ROUTE_PROPERTIES = ['handler', 'preHandler', 'onRequest', 'preValidation', 'wsHandler']

/** Web frameworks and their routers. */
export const WEB: readonly HandlerRecord[] = [
  {
    label: 'an Express handler',
    module: ['express', 'express-promise-router', 'express-ws', 'router'],
    method: [...VERBS, 'use', 'param', 'ws'],
  },
  { label: 'a Fastify handler', module: 'fastify', receiver: FASTIFY, method: VERBS, isRouted: true },
  { label: 'a Fastify hook', module: 'fastify', receiver: FASTIFY, method: 'addHook', event: FASTIFY_HOOKS },
  {
    label: 'a Fastify handler',
    module: 'fastify',
    receiver: FASTIFY,
    method: ['setErrorHandler', 'setNotFoundHandler'],
  },
  {
    label: 'a Fastify handler',
    module: 'fastify',
    receiver: FASTIFY,
    method: [...VERBS, 'route'],
    property: ROUTE_PROPERTIES,
  },
  {
    label: 'a Hono handler',
    module: ['hono', '@hono/zod-openapi'],
    method: [...VERBS, 'use', 'on', 'notFound'],
  },
  { label: 'a Hono handler', module: 'hono', method: 'onError' },
  { label: 'a Hono handler', module: 'hono/factory', export: ['createMiddleware', 'createHandlers'] },
  { label: 'a Koa handler', module: ['koa', '@koa/router', 'koa-router'], method: [...VERBS, 'use'] },
  { label: 'a hapi handler', module: '@hapi/hapi', method: 'route', property: 'handler' },
  { label: 'a Restify handler', module: 'restify', method: [...VERBS, 'use', 'pre', 'on'] },
  {
    label: 'a route handler',
    module: [
      'polka',
      'find-my-way',
      'itty-router',
      '@tinyhttp/app',
      'elysia',
      'hyper-express',
      'uWebSockets.js',
    ],
    method: [...VERBS, 'use', 'on', 'any'],
  },
  {
    label: 'an h3 handler',
    module: ['h3', 'nitro', ''],
    export: ['defineEventHandler', 'eventHandler', 'defineCachedEventHandler', 'defineWebSocketHandler'],
  },
  { label: 'a Connect handler', module: 'connect', method: 'use' },
  { label: 'a route handler', module: [], receiver: ROUTER, method: [...VERBS, 'addHook'], isRouted: true },
  { label: 'a route handler', module: [], receiver: ROUTER, method: 'route', property: 'handler' },
  { label: 'a route handler', module: [], receiver: /^(?:app|router|.*Router)$/, method: 'use' },
  {
    label: 'a tRPC procedure',
    module: '@trpc/server',
    method: ['query', 'mutation', 'subscription'],
    callback: 0,
  },
  {
    label: 'a tRPC procedure',
    module: [],
    receiver: /procedure$/i,
    method: ['query', 'mutation', 'subscription'],
    callback: 0,
  },
]
