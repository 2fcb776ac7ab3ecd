import type { Resource } from '../resource.ts'
import { by, called } from './ways.ts'

/** Mail. */
export const mail: readonly Resource[] = [
  {
    id: 'nodemailer.Transporter',
    name: 'Transporter',
    kind: 'pool',
    from: ['nodemailer'],
    acquire: called('createTransport'),
    release: by('sync', 'close'),
    // Without it each mail has a connection of its own, which ends with the mail.
    onlyWithOption: ['pool'],
    shared: true,
  },
]
