import type { Resource } from '../resource.ts'
import { by, made } from './ways.ts'

/**
 * gRPC. Not here: clients of generated classes and of those that `makeGenericClientConstructor()` makes, whose
 * constructors cannot be told from others without types; name yours in the settings.
 */
export const grpc: readonly Resource[] = [
  {
    id: 'grpc.Server',
    name: 'Server',
    kind: 'server',
    from: ['@grpc/grpc-js'],
    acquire: made('Server'),
    release: [...by('callback', 'tryShutdown'), ...by('sync', 'forceShutdown')],
    opensOn: ['bindAsync', 'start'],
  },
  {
    id: 'grpc.Client',
    name: 'Client',
    kind: 'client',
    from: ['@grpc/grpc-js'],
    acquire: made('Client'),
    release: by('sync', 'close'),
    // An idle channel unrefs its session.
    ends: 'when-idle',
    shared: true,
  },
]
