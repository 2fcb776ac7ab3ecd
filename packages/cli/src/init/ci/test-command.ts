/** Tells scripts of CI that run Vitest: by its name, or by a script of package.json that names it. */
export function runsVitest(script: string, scripts: Readonly<Record<string, string>>): boolean {
  const commands = script.split(/[\n;]|&&|\|\|/).filter((command) => !INSTALLS.test(command))
  return commands.some(
    (command) =>
      CALLS_VITEST.test(command) ||
      scriptNames(command).some((name) => runsVitest(scripts[name] ?? '', without(scripts, name))),
  )
}

const INSTALLS = /\b(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|ci)\b/
const CALLS_VITEST = /(?:^|\s|\.bin\/)vitest(?:@\S+)?(?!\S)(?!\s+(?:bench|list|typecheck|init)\b)/

/** The scripts of package.json that a command runs: `npm test`, `pnpm run unit`, `yarn unit`, `bun run test`. */
function scriptNames(command: string): string[] {
  const calls = command.matchAll(/\b(?:npm|pnpm|yarn|bun)\s+(?:(?:run|run-script)\s+)?([\w:.-]+)/g)
  return [...calls].map(([, name = '']) => (name === 't' || name === 'tst' ? 'test' : name))
}

// A script that calls itself must not be followed for ever.
function without(scripts: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(scripts).filter(([key]) => key !== name))
}
