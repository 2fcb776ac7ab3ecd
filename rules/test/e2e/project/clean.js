import { open } from 'node:fs/promises'

export async function firstBytes(path) {
  const file = await open(path)
  try {
    const { buffer } = await file.read()
    return buffer
  } finally {
    await file.close()
  }
}
