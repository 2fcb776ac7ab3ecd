/** Decorated methods of NestJS and its kin: what calls them, and how often. */
export interface DecoratorRecord {
  readonly label: string
  readonly rhythm: 'request' | 'message' | 'tick'
  readonly names: ReadonlySet<string>
}

/** By the name of a method's decorator; the class around it must be decorated as well. */
export const DECORATED_HANDLERS: readonly DecoratorRecord[] = [
  {
    label: 'a controller method',
    rhythm: 'request',
    names: new Set([
      'Get',
      'Post',
      'Put',
      'Patch',
      'Delete',
      'Head',
      'Options',
      'All',
      'Search',
      'Sse',
      'GrpcMethod',
    ]),
  },
  {
    label: 'a GraphQL resolver',
    rhythm: 'request',
    names: new Set([
      'Query',
      'Mutation',
      'Subscription',
      'ResolveField',
      'FieldResolver',
      'ResolveReference',
    ]),
  },
  {
    label: 'a message handler',
    rhythm: 'message',
    names: new Set([
      'MessagePattern',
      'EventPattern',
      'SubscribeMessage',
      'OnEvent',
      'RabbitSubscribe',
      'SqsMessageHandler',
    ]),
  },
  { label: 'a queue processor', rhythm: 'message', names: new Set(['Process', 'OnQueueActive']) },
  { label: 'a scheduled method', rhythm: 'tick', names: new Set(['Cron', 'Interval']) },
]

/** Classes of which every call of these methods is one job or message: BullMQ's `WorkerHost`. */
export const PROCESSOR_METHODS: ReadonlyMap<string, string> = new Map([['Processor', 'process']])
