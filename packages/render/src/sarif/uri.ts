/** A path of a report as a URI reference (RFC 3986): relative to the root, or absolute where the path is. */
export function uriOf(path: string): string {
  const encoded = path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  if (!isAbsolute(path)) return encoded
  return `file://${encoded.replace(/^([A-Za-z])%3A/, '/$1:')}`
}

/** The URI of a folder, which ends in a slash, so that relative ones are resolved below it. */
export function folderUri(path: string): string {
  const uri = uriOf(path.replaceAll('\\', '/'))
  return uri.endsWith('/') ? uri : `${uri}/`
}

/** Whether a path is not relative to the root: of POSIX, or of Windows with `/`. */
export function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:[/\\])/.test(path)
}
