/** Colours text for a terminal; all of them leave it as it is where colour is not wanted. */
export interface Painter {
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly bold: (text: string) => string
}

/** SGR codes of ECMA-48, each with the one that ends it alone. */
export function painter(enabled: boolean): Painter {
  const style = (open: number, close: number) => (text: string) =>
    enabled ? `\u001B[${open}m${text}\u001B[${close}m` : text
  return { red: style(31, 39), green: style(32, 39), yellow: style(33, 39), bold: style(1, 22) }
}
