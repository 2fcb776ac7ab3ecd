import type { Resource } from '../resource.ts'
import { by, called, gotFrom, made, open, promised } from './ways.ts'

const ROUTES = ['all', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put']

/**
 * Web frameworks. What `listen()` of Express and Koa and `serve()` of Hono return is Node's own `http.Server`, and
 * stands with it.
 */
export const webFrameworks: readonly Resource[] = [
  {
    id: 'express.Application',
    name: 'Express application',
    kind: 'server',
    from: ['express'],
    acquire: called(''),
    release: [],
    fluent: [...ROUTES, 'disable', 'enable', 'engine', 'param', 'set', 'use'],
  },
  {
    id: 'koa.Application',
    name: 'Koa application',
    kind: 'server',
    from: ['koa'],
    acquire: made(''),
    release: [],
    fluent: ['use'],
  },
  {
    id: 'fastify.FastifyInstance',
    name: 'Fastify server',
    kind: 'server',
    from: ['fastify'],
    acquire: called('', 'fastify'),
    release: by('either', 'close'),
    // inject() opens no port; what plugins open is theirs to be seen.
    opensOn: ['listen'],
    fluent: [
      ...ROUTES,
      'add*',
      'after',
      'decorate*',
      'ready',
      'register',
      'route',
      'set*',
      'withTypeProvider',
    ],
  },
  {
    id: 'hapi.Server',
    name: 'hapi server',
    kind: 'server',
    from: ['@hapi/hapi'],
    acquire: [...called('server', 'Server'), ...made('Server')],
    release: by('promise', 'stop'),
    opensOn: ['start'],
  },
  {
    id: 'nest.Application',
    name: 'Nest application',
    kind: 'server',
    from: ['@nestjs/core'],
    acquire: [
      ...promised('NestFactory.create', 'NestFactory.createMicroservice'),
      ...open(...promised('NestFactory.createApplicationContext')),
      gotFrom('nest.TestingModule', 'createNestApplication'),
      gotFrom('nest.TestingModule', 'createNestMicroservice'),
    ],
    release: by('promise', 'close'),
    opensOn: ['init', 'listen', 'startAllMicroservices'],
    fluent: ['enable*', 'init', 'set*', 'use*'],
  },
  {
    id: 'nest.TestingModuleBuilder',
    name: 'TestingModuleBuilder',
    kind: 'server',
    from: ['@nestjs/testing'],
    acquire: called('Test.createTestingModule'),
    release: [],
    fluent: ['setLogger', 'useMocker'],
  },
  {
    // Most hold only classes. Its providers open what they open in their hooks, which init() runs.
    id: 'nest.TestingModule',
    name: 'TestingModule',
    kind: 'server',
    from: [],
    acquire: [gotFrom('nest.TestingModuleBuilder', 'compile', 'promise')],
    release: by('promise', 'close'),
    opensOn: ['init'],
    fluent: ['init'],
  },
]
