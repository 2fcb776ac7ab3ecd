import { BASELINE } from '../vitest/lines.ts'

/** The arguments of `watertight` that check a run against the recorded leaks. */
export const GATE_ARGS = ['gate', '--baseline', BASELINE] as const

/** Whether a text calls the gate already. */
export function callsGate(text: string): boolean {
  return /\bwatertight\s+gate\b/.test(text)
}
