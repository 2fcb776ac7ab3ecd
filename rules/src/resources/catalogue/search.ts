import type { Resource } from '../resource.ts'
import { by, made } from './ways.ts'

/** Search engines; their clients speak HTTP, and keep only idle sockets between uses. */
export const search: readonly Resource[] = [
  {
    id: 'elasticsearch.Client',
    name: 'Client',
    kind: 'client',
    from: ['@elastic/elasticsearch'],
    acquire: made('Client'),
    release: by('promise', 'close'),
    ends: 'when-idle',
    shared: true,
  },
  {
    id: 'opensearch.Client',
    name: 'Client',
    kind: 'client',
    from: ['@opensearch-project/opensearch'],
    acquire: made('Client'),
    release: by('either', 'close'),
    ends: 'when-idle',
    shared: true,
  },
]
