import { StringDecoder } from 'node:string_decoder'
import type { Chunks } from './request.ts'

/** A piece of a container's output, as long as it happened to arrive. */
export interface LogPiece {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/**
 * Takes the frames of a container's log apart (Engine API, `ContainerAttach`: a byte for the stream, three zeros,
 * the length in four bytes, big endian). What has no frames, the log of a container with a terminal, is passed on.
 */
export async function* readLogFrames(chunks: Chunks): AsyncGenerator<LogPiece> {
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') }
  let pending: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    for (;;) {
      const frame = cutFrame(pending)
      if (frame === null) break
      pending = pending.subarray(frame.length)
      yield { stream: frame.stream, text: decoders[frame.stream].write(frame.payload) }
    }
  }
}

interface Frame {
  readonly stream: LogPiece['stream']
  readonly payload: Buffer
  /** Bytes of the header and the payload. */
  readonly length: number
}

const HEADER_BYTES = 8
const STDERR = 2

function cutFrame(bytes: Buffer): Frame | null {
  if (bytes.length === 0) return null
  if (!isFramed(bytes)) return { stream: 'stdout', payload: bytes, length: bytes.length }
  if (bytes.length < HEADER_BYTES) return null
  const length = HEADER_BYTES + bytes.readUInt32BE(4)
  if (bytes.length < length) return null
  const stream = bytes[0] === STDERR ? 'stderr' : 'stdout'
  return { stream, payload: bytes.subarray(HEADER_BYTES, length), length }
}

// No text begins with such a byte and three zeros.
function isFramed(bytes: Buffer): boolean {
  return (bytes[0] ?? 0) <= STDERR && bytes.subarray(1, 4).every((byte) => byte === 0)
}
