import type { HandlerRecord } from '../handlers.ts'

const FIREBASE = [
  'firebase-functions',
  'firebase-functions/v1',
  'firebase-functions/v2',
  'firebase-functions/https',
  'firebase-functions/v2/https',
]

/** Functions of the clouds that are registered by a call; those that are registered by their export are in exports.ts. */
export const CLOUD: readonly HandlerRecord[] = [
  {
    label: 'a Cloud Function',
    module: '@google-cloud/functions-framework',
    export: ['http', 'cloudEvent', 'event'],
  },
  {
    label: 'a Cloud Function',
    module: FIREBASE,
    export: ['onRequest', 'onCall', 'https.onRequest', 'https.onCall'],
  },
  {
    label: 'a Cloud Function',
    rhythm: 'message',
    module: FIREBASE,
    method: ['onCreate', 'onUpdate', 'onDelete', 'onWrite', 'onPublish', 'onFinalize', 'onDispatch', 'onRun'],
  },
  {
    label: 'a Cloud Function',
    rhythm: 'message',
    module: ['firebase-functions/v2/firestore', 'firebase-functions/firestore'],
    export: ['onDocumentCreated', 'onDocumentUpdated', 'onDocumentDeleted', 'onDocumentWritten'],
  },
  {
    label: 'a Cloud Function',
    rhythm: 'message',
    module: ['firebase-functions/v2/pubsub', 'firebase-functions/pubsub'],
    export: 'onMessagePublished',
  },
  {
    label: 'a scheduled Cloud Function',
    rhythm: 'tick',
    module: ['firebase-functions/v2/scheduler', 'firebase-functions/scheduler'],
    export: 'onSchedule',
  },
  {
    label: 'an Azure Function',
    module: '@azure/functions',
    export: ['app.http', 'app.get', 'app.post', 'app.put', 'app.patch', 'app.deleteRequest'],
    property: 'handler',
  },
  {
    label: 'an Azure Function',
    rhythm: 'message',
    module: '@azure/functions',
    export: [
      'app.storageQueue',
      'app.serviceBusQueue',
      'app.serviceBusTopic',
      'app.eventHub',
      'app.eventGrid',
    ],
    property: 'handler',
  },
  {
    label: 'a scheduled Azure Function',
    rhythm: 'tick',
    module: '@azure/functions',
    export: 'app.timer',
    property: 'handler',
  },
  { label: 'a Lambda handler', module: ['@middy/core', 'middy'], export: '' },
]
