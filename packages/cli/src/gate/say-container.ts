import { printable } from '@watertight/findings'
import type { StartedContainer } from '@watertight/findings'

/** A container that a command left, in one line. */
export function sayContainer({ name, image }: StartedContainer): string {
  return `left: container ${printable(name, LENGTH)} (${printable(image, LENGTH)})`
}

const LENGTH = 160
