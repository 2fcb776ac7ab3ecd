import * as vitest from 'vitest'
import { attachWorker } from './bootstrap.ts'

await attachWorker(vitest as unknown as Parameters<typeof attachWorker>[0])
