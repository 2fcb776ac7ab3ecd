import { endianness } from 'node:os'

/** An address and a port of `/proc/net/*`. */
export interface Endpoint {
  readonly address: string
  readonly port: number
}

/**
 * Parses `0100007F:1F90`: an address as 32-bit words in the byte order of the machine, and a port.
 * IPv6 comes out as in RFC 5952, an IPv4-mapped address as the IPv4 address that it stands for.
 */
export function parseEndpoint(text: string, order: 'LE' | 'BE' = endianness()): Endpoint | null {
  const match = /^((?:[\dA-F]{8}){1,4}):([\dA-F]{4})$/i.exec(text)
  if (match?.[1] === undefined || match[2] === undefined) return null
  return { address: formatAddress(networkBytes(match[1], order)), port: Number.parseInt(match[2], 16) }
}

/** An endpoint as people write it: `127.0.0.1:8000`, `[::1]:8000`. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

function networkBytes(hex: string, order: 'LE' | 'BE'): Buffer {
  const bytes = Buffer.from(hex, 'hex')
  return order === 'LE' ? bytes.swap32() : bytes
}

const V4_MAPPED = Buffer.from('00000000000000000000ffff', 'hex')

function formatAddress(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.')
  return bytes.subarray(0, 12).equals(V4_MAPPED) ? bytes.subarray(12).join('.') : formatV6(bytes)
}

function formatV6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16))
  const text = groups.join(':')
  const [longest] = [...text.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length)
  if (longest === undefined) return text
  const end = longest.index + longest[0].length
  return `${text.slice(0, longest.index)}::${text.slice(end)}`.replace(/:{3,}/, '::')
}
