import { WatertightReporter } from './main/reporter.ts'
import type { WatertightOptions } from './options.ts'

interface VitestContext {
  readonly vitest: { readonly config: { reporters: unknown[] } }
}

/** The second way in: a Vite plugin that adds the reporter, keeping the reporters that are configured. */
export default function watertight(options: WatertightOptions = {}): {
  name: string
  configureVitest(context: VitestContext): void
} {
  return {
    name: 'watertight',
    configureVitest({ vitest }) {
      const { config } = vitest
      // Called once for every project that has the plugin.
      const present = config.reporters.some(isOurs)
      if (!present) config.reporters = [...config.reporters, new WatertightReporter(options)]
    },
  }
}

function isOurs(entry: unknown): boolean {
  const name: unknown = Array.isArray(entry) ? (entry as unknown[])[0] : entry
  return name === '@watertight/vitest' || entry instanceof WatertightReporter
}
