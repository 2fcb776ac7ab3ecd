import type { HandlerRecord } from '../handlers.ts'

/** Timers and schedulers. */
export const SCHEDULES: readonly HandlerRecord[] = [
  { label: '`setInterval`', rhythm: 'tick', module: ['', 'timers'], export: 'setInterval', callback: 0 },
  { label: '`setTimeout`', rhythm: 'later', module: ['', 'timers'], export: 'setTimeout', callback: 0 },
  { label: 'a cron job', rhythm: 'tick', module: 'node-cron', export: ['schedule', 'createTask'] },
  { label: 'a cron job', rhythm: 'tick', module: 'cron', export: ['CronJob', 'job'] },
  {
    label: 'a cron job',
    rhythm: 'tick',
    module: 'cron',
    export: ['CronJob.from', 'CronJob'],
    property: 'onTick',
  },
  { label: 'a cron job', rhythm: 'tick', module: 'croner', export: ['', 'Cron'] },
  { label: 'a cron job', rhythm: 'tick', module: '', export: ['Deno.cron', 'Bun.cron'] },
  {
    label: 'a scheduled job',
    rhythm: 'tick',
    module: 'node-schedule',
    export: ['scheduleJob', 'Job'],
  },
  { label: 'a scheduled job', rhythm: 'tick', module: 'toad-scheduler', export: ['AsyncTask', 'Task'] },
]
