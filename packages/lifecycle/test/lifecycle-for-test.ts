import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLifecycle } from '../src/index.ts'
import type { Lifecycle, LifecycleOptions } from '../src/index.ts'

/** A lifecycle whose records are in a folder of the test, and what it told. */
export interface LifecycleForTest {
  readonly lifecycle: Lifecycle
  readonly directory: string
  readonly told: string[]
  readonly records: () => string[]
}

/** Makes a lifecycle that is released when the test ends. */
export function lifecycleForTest(options: LifecycleOptions = {}): LifecycleForTest {
  const directory = join(tempDir(), 'sessions')
  const told: string[] = []
  const lifecycle = createLifecycle({ directories: [directory], tell: (line) => told.push(line), ...options })
  onTestFinished(() => lifecycle.releaseAll().catch(() => undefined))
  return { lifecycle, directory, told, records: () => readRecords(directory) }
}

/** A new folder that is removed when the test ends. */
export function tempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'watertight-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function readRecords(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
