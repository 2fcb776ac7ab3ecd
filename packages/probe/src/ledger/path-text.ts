import { fileURLToPath } from 'node:url'

/** A path as `fs` takes it (text, bytes, file URL of whatever realm) as text. */
export function pathText(path: unknown): string {
  if (ArrayBuffer.isView(path)) return Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString()
  return isFileUrl(path) ? fileURLToPath(path.href) : String(path)
}

/** By its shape, as Node itself does (lib/internal/url.js): jsdom and other contexts have a `URL` of their own. */
function isFileUrl(path: unknown): path is { readonly href: string } {
  return (
    typeof path === 'object' &&
    path !== null &&
    'href' in path &&
    typeof path.href === 'string' &&
    'protocol' in path &&
    path.protocol === 'file:'
  )
}
