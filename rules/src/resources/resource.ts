/** What a resource is, in the words that messages and rules use. */
export const RESOURCE_KINDS = [
  'agent',
  'browser',
  'client',
  'connection',
  'container',
  'engine',
  'handle',
  'listener',
  'pool',
  'process',
  'server',
  'stream',
  'timer',
  'watcher',
  'worker',
] as const

export type ResourceKind = (typeof RESOURCE_KINDS)[number]

/**
 * One resource that a program acquires and must give back. To teach the rules a library is to add records like this;
 * users add theirs through `settings.watertight.resources`.
 */
export interface Resource {
  /** Unique, as `module.Name`: `pg.Pool`. Other records refer to it. */
  readonly id: string
  /** What messages call it: `Pool`. */
  readonly name: string
  readonly kind: ResourceKind
  /**
   * Module specifiers that export it, without `node:`; `*` stands for any characters: `@aws-sdk/client-*`.
   * `globalThis` among them: it is also a global. Empty for what only globals or methods acquire.
   */
  readonly from: readonly string[]
  readonly acquire: readonly Acquire[]
  /** Every way to give it back; the first one is what messages recommend. Empty: it need not be. */
  readonly release: readonly Release[]
  /** It holds nothing until one of these methods was called on it, or until that happens by itself: the default. */
  readonly opensOn?: readonly string[]
  /**
   * Methods that return the resource itself, on top of `on`, `once`, `off`, `addListener`, `removeListener`;
   * also where they return a promise of it; `*` stands for any characters: `with*`.
   */
  readonly fluent?: readonly string[]
  /**
   * How it can come to an end without a release. `by-itself`: a process that exits, a one-shot timer; `by-peer`: a
   * socket that the other side closes; `when-idle`: nothing stays open between uses; `with-parent`: it ends when what
   * it was acquired from is released, as a page does with its browser. Default: `never`.
   */
  readonly ends?: 'never' | 'by-itself' | 'by-peer' | 'when-idle' | 'with-parent'
  /** Somebody who listens to one of these events looks after its end: `exit`, `close`. */
  readonly endEvents?: readonly string[]
  /** After one of these methods its being open keeps no process alive, which is how it is meant to stay: `unref`. */
  readonly detach?: readonly string[]
  /** It has `Symbol.dispose` or `Symbol.asyncDispose` on every Node that we serve: `using`, `await using` just work. */
  readonly disposable?: 'sync' | 'async'
  /** One for the whole program is what its authors mean: building it again and again is a defect by itself. */
  readonly shared?: boolean
  /**
   * A database engine, a pool or an ORM client, rather than an HTTP, RPC or cloud client. Without `shared`: a single
   * connection, which is not to be shared, and yet not to be made for each request, because a pool is.
   */
  readonly engine?: boolean
  /** Takes over these arguments, whoever made them: closing it closes them too. Argument positions, from 0. */
  readonly owns?: readonly number[]
  /** Functions (global, or `module#export`) that use it as an argument and do not keep it: `fs#readSync`. */
  readonly lentTo?: readonly string[]
  /**
   * An option (a property of any object argument) that means that somebody else ends it: `noServer`, `signal`. It
   * counts unless it is seen to be false, null or undefined; `!name` counts only when it is seen to be false.
   */
  readonly unlessOption?: readonly string[]
  /** A string argument with which it holds nothing but memory: `:memory:`. */
  readonly unlessArgument?: readonly string[]
  /** An option that must be seen, and not be false, or else it holds nothing that must be given back: `keepAlive`. */
  readonly onlyWithOption?: readonly string[]
  /** Instead of an option of `onlyWithOption`, a first argument will do that is seen to be a text: an address. */
  readonly orAddress?: boolean
}

/** One way to acquire. `export` is a path of property names inside the module; `''` is the module (or its default). */
export type Acquire =
  /** `new Pool()`; `*` in `export` stands for any characters: `*Client`. */
  | ({ readonly by: 'new'; readonly export: string } & AcquireDetails)
  /** `createServer()`, `chromium.launch()`, `MongoClient.connect()`: what it delivers, and how. */
  | ({ readonly by: 'call'; readonly export: string; readonly delivers?: Delivery } & AcquireDetails)
  /** `pool.connect()`: a method of a value of the resource named by `of`. */
  | ({
      readonly by: 'method'
      readonly of: string
      readonly method: string
      readonly delivers?: Delivery
    } & AcquireDetails)

/** What may be said of any way to acquire. */
export interface AcquireDetails {
  /** Specifiers of this way alone, instead of those of the resource: `express` for an `http.Server`. */
  readonly from?: readonly string[]
  /** It is delivered open, whatever `opensOn` says of the other ways: `app.listen()`. */
  readonly isOpen?: boolean
}

/**
 * How an acquiring call hands over the value: as its result, as a promise of it, or to a callback's parameter;
 * `otherwise` is for calls that are given no callback.
 */
export type Delivery =
  'result' | 'promise' | { readonly callbackParameter: number; readonly otherwise?: 'result' | 'promise' }

/** One way to release. */
export interface Release {
  /** A method of the resource, or of a property of it: `end`, `$client.end`. */
  readonly method?: string
  /** A function that takes the resource as its first argument: global `clearInterval`, or `module#export`. */
  readonly function?: string
  /**
   * A call that ends it without naming it, because its module keeps it for the whole program: `mongoose#disconnect`.
   * Such a resource is no duty of the code that acquires it, except in tests.
   */
  readonly moduleCall?: string
  /** A parameter of the callback that the resource came with: `done` of `pool.connect((err, client, done) => …)`. */
  readonly callbackParameter?: number
  /**
   * When it is over: at once, when the returned promise settles, when its callback is called, or when an event that
   * nobody need wait for arrives. `either`: a promise unless a callback is given.
   */
  readonly settles: 'sync' | 'promise' | 'callback' | 'either' | 'event'
  /** Only asks for the end (`abort`, `kill`, `terminate` of a process): waiting needs something more. */
  readonly onlyAsks?: boolean
}
