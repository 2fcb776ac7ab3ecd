import type { Resource } from '../resource.ts'
import { by, gotFrom, made } from './ways.ts'

const JOB_CLIENT = { kind: 'client', shared: true } as const

/** Job queues. A connection that is handed to one stays its owner's. */
export const queues: readonly Resource[] = [
  ...['Queue', 'Worker', 'QueueEvents', 'FlowProducer', 'QueueScheduler', 'QueuePro', 'WorkerPro'].map(
    (name): Resource => ({
      ...JOB_CLIENT,
      id: `bullmq.${name}`,
      name,
      from: ['bullmq', '@taskforcesh/bullmq-pro'],
      acquire: made(name),
      release: by('promise', 'close'),
    }),
  ),
  {
    ...JOB_CLIENT,
    id: 'bull.Queue',
    name: 'Queue',
    from: ['bull'],
    acquire: made(''),
    release: by('promise', 'close'),
  },
  {
    ...JOB_CLIENT,
    id: 'pg-boss.PgBoss',
    name: 'PgBoss',
    from: ['pg-boss'],
    acquire: made('', 'PgBoss'),
    release: by('promise', 'stop'),
    opensOn: ['start'],
    fluent: ['start'],
  },
  {
    id: 'kafkajs.Kafka',
    name: 'Kafka',
    kind: 'client',
    from: ['kafkajs'],
    acquire: made('Kafka'),
    // It only knows the brokers; what it makes connects.
    release: [],
  },
  ...['producer', 'consumer'].map((method): Resource => ({
    ...JOB_CLIENT,
    id: `kafkajs.${method}`,
    name: `Kafka ${method}`,
    from: [],
    acquire: [gotFrom('kafkajs.Kafka', method)],
    release: by('promise', 'disconnect'),
    opensOn: ['connect'],
  })),
  {
    // Made for one task and closed after it, as its authors show.
    id: 'kafkajs.admin',
    name: 'Kafka admin client',
    kind: 'client',
    from: [],
    acquire: [gotFrom('kafkajs.Kafka', 'admin')],
    release: by('promise', 'disconnect'),
    opensOn: ['connect'],
  },
]
