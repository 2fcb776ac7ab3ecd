/** Milliseconds with two significant digits or more: `0.042`, `0.38`, `7.1`, `1,840`. */
export function ms(value) {
  const digits = value < 0.1 ? 3 : value < 1 ? 2 : value < 10 ? 1 : 0
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
