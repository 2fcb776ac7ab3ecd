/**
 * The signals that end a process and that it may act upon. SIGKILL and SIGSTOP cannot be seen; SIGQUIT asks for a core
 * dump of things as they are; SIGPIPE, SIGALRM and the faults are nobody's wish to end.
 */
export const ENDING_SIGNALS = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  ...(process.platform === 'win32' ? ['SIGBREAK'] : []),
] as readonly NodeJS.Signals[]
