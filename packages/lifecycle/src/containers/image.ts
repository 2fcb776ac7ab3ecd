import { messageOf } from '../thrown.ts'
import { EngineError, isEngineLost } from './engine/error.ts'
import type { Engine } from './engine/engine.ts'
import type { ContainerSpec } from './spec.ts'

/** Sees to it that the engine has an image, and pulls it where that is wanted. */
export async function ensureImage(
  engine: Engine,
  { image, pull = 'missing' }: ContainerSpec,
  signal?: AbortSignal,
): Promise<void> {
  if (await engine.hasImage(image)) return
  const missing = `The container engine at ${engine.address.text} has no image \`${image}\``
  const remedy = `Pull it with \`${engine.tool} pull ${image}\`, or build it under that name.`
  if (pull === 'never') throw new EngineError('refused', `${missing}. ${remedy}`, { status: 404 })
  try {
    await engine.pull(image, { timeoutMs: PULL_IDLE_MS, signal })
  } catch (error) {
    if (signal?.aborted || isEngineLost(error)) throw error
    const said = `${missing}, and pulling it without credentials failed. ${remedy}\n  ${messageOf(error)}`
    throw new EngineError('refused', said, { status: 404, cause: error })
  }
}

// Without any progress; an image may take as long as it needs.
const PULL_IDLE_MS = 120_000
