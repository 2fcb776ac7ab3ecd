import type { Resource } from '../resource.ts'
import { by, made, promised } from './ways.ts'

/** Servers, builders and threads that tests and tools start. */
export const testing: readonly Resource[] = [
  {
    id: 'mongodb-memory-server.Server',
    name: 'MongoMemoryServer',
    kind: 'process',
    from: ['mongodb-memory-server', 'mongodb-memory-server-core', 'mongodb-memory-server-global'],
    acquire: promised('MongoMemoryServer.create', 'MongoMemoryReplSet.create'),
    release: by('promise', 'stop'),
  },
  {
    id: 'mongodb-memory-server.idle',
    name: 'MongoMemoryServer',
    kind: 'process',
    from: ['mongodb-memory-server', 'mongodb-memory-server-core', 'mongodb-memory-server-global'],
    acquire: made('MongoMemoryServer', 'MongoMemoryReplSet'),
    release: by('promise', 'stop'),
    opensOn: ['start'],
  },
  {
    id: 'vite.ViteDevServer',
    name: 'Vite server',
    kind: 'server',
    from: ['vite'],
    acquire: promised('createServer', 'preview'),
    release: by('promise', 'close'),
  },
  {
    id: 'esbuild.BuildContext',
    name: 'esbuild context',
    kind: 'process',
    from: ['esbuild'],
    acquire: promised('context'),
    release: by('promise', 'dispose'),
  },
  {
    id: 'piscina.Piscina',
    name: 'Piscina',
    kind: 'worker',
    from: ['piscina'],
    acquire: made('', 'Piscina'),
    release: by('promise', 'close', 'destroy'),
    shared: true,
  },
  {
    id: 'tinypool.Tinypool',
    name: 'Tinypool',
    kind: 'worker',
    from: ['tinypool'],
    acquire: made('', 'Tinypool'),
    release: by('promise', 'destroy'),
    shared: true,
  },
]
