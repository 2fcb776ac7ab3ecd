type Environment = Readonly<Record<string, string | undefined>>

/**
 * The variables without which a command does not find its programs, its user's settings or its service. Only these
 * are written down: what else stands in an environment may be a secret, and a command names what it needs.
 */
const RECORDED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TZ',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'VIRTUAL_ENV',
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'CONTAINER_HOST',
  'KUBECONFIG',
  'SSH_AUTH_SOCK',
  'SystemRoot',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PATHEXT',
] as const

/** The part of an environment that a record keeps for a command, with what the command was given. */
export function recordedEnvironment(
  given: Environment = {},
  env: Environment = process.env,
): Record<string, string> {
  const entries = [...RECORDED.map((name) => [name, env[name]] as const), ...Object.entries(given)]
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
