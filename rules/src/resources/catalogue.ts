import { browsers } from './catalogue/browsers.ts'
import { cloud } from './catalogue/cloud.ts'
import { containers } from './catalogue/containers.ts'
import { databases } from './catalogue/databases.ts'
import { grpc } from './catalogue/grpc.ts'
import { httpClients } from './catalogue/http-clients.ts'
import { mail } from './catalogue/mail.ts'
import { messaging } from './catalogue/messaging.ts'
import { mongo } from './catalogue/mongo.ts'
import { mysql } from './catalogue/mysql.ts'
import { nodeFs } from './catalogue/node-fs.ts'
import { nodeNet } from './catalogue/node-net.ts'
import { nodeProcess } from './catalogue/node-process.ts'
import { orm } from './catalogue/orm.ts'
import { postgres } from './catalogue/postgres.ts'
import { queues } from './catalogue/queues.ts'
import { redis } from './catalogue/redis.ts'
import type { Resource } from './resource.ts'
import { search } from './catalogue/search.ts'
import { sqlite } from './catalogue/sqlite.ts'
import { testing } from './catalogue/testing.ts'
import { timers } from './catalogue/timers.ts'
import { watch } from './catalogue/watch.ts'
import { webFrameworks } from './catalogue/web-frameworks.ts'
import { websockets } from './catalogue/websockets.ts'

/** Every resource that the rules know without settings. */
export const resources: readonly Resource[] = [
  ...nodeNet,
  ...nodeFs,
  ...nodeProcess,
  ...timers,
  ...httpClients,
  ...postgres,
  ...mysql,
  ...sqlite,
  ...mongo,
  ...redis,
  ...databases,
  ...orm,
  ...queues,
  ...messaging,
  ...websockets,
  ...grpc,
  ...cloud,
  ...search,
  ...mail,
  ...watch,
  ...webFrameworks,
  ...browsers,
  ...containers,
  ...testing,
]
