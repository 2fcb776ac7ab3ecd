import { open } from 'node:fs/promises'

export async function firstBytes(path) {
  const file = await open(path) // flagged: require-release
  const { buffer } = await file.read()
  return buffer
}
