import type { Resource } from '../resource.ts'
import { by, called, gotFrom, made, open, promised, throughModule } from './ways.ts'

/** MongoDB's driver and mongoose. */
export const mongo: readonly Resource[] = [
  {
    id: 'mongodb.MongoClient',
    name: 'MongoClient',
    kind: 'client',
    from: ['mongodb'],
    acquire: [...made('MongoClient'), ...open(...promised('MongoClient.connect'))],
    release: by('promise', 'close'),
    // Since version 4.7 the first operation connects.
    opensOn: ['bulkWrite', 'connect', 'db', 'startSession', 'watch', 'withSession'],
    fluent: ['connect'],
    shared: true,
    engine: true,
  },
  {
    id: 'mongodb.ClientSession',
    name: 'ClientSession',
    kind: 'connection',
    from: [],
    acquire: [
      gotFrom('mongodb.MongoClient', 'startSession'),
      gotFrom('mongoose.Connection', 'startSession', 'promise'),
    ],
    release: by('promise', 'endSession'),
    ends: 'with-parent',
  },
  {
    id: 'mongoose.Mongoose',
    name: 'mongoose connection',
    kind: 'client',
    from: ['mongoose'],
    // A second call waits for the connection that there is, so that calling it for each request is no defect.
    acquire: promised('connect'),
    release: [
      ...throughModule(
        'promise',
        'mongoose#disconnect',
        'mongoose#connection.close',
        'mongoose#connection.destroy',
      ),
      ...by('promise', 'disconnect'),
    ],
  },
  {
    id: 'mongoose.Connection',
    name: 'Connection',
    kind: 'client',
    from: ['mongoose'],
    acquire: called('createConnection'),
    release: [...by('promise', 'close', 'destroy'), ...throughModule('promise', 'mongoose#disconnect')],
    fluent: ['asPromise', 'openUri'],
    shared: true,
    engine: true,
  },
]
