/** Captured at load: tests may replace it. */
const getBuiltinModule: typeof process.getBuiltinModule = process.getBuiltinModule.bind(process)

/** The first hex digits of a text's SHA-256. Node's crypto is loaded by the first call: most workers never make one. */
export function sha256(text: string, digits: number): string {
  return getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex').slice(0, digits)
}
