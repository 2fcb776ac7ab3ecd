import type { Scope } from './scope.ts'

/**
 * Which suites may be running hooks at this moment: those of which nothing runs, before their first child has begun and
 * after their last one has ended. Where suites run at once, there may be several.
 */
export class HookWindows {
  /** How many tests and suites of each suite run. */
  readonly #children = new Map<Scope, number>()

  suiteBegan(suite: Scope): void {
    this.began(suite)
    this.#children.set(suite, 0)
  }

  /** Nothing of one that never began, as where its file could not be loaded. */
  suiteEnded(suite: Scope): void {
    if (this.#children.delete(suite)) this.ended(suite)
  }

  /** A test or suite of its parent's has begun. */
  began(child: Scope): void {
    this.#count(child.parent, 1)
  }

  ended(child: Scope): void {
    this.#count(child.parent, -1)
  }

  get open(): Scope[] {
    return [...this.#children].filter(([, running]) => running <= 0).map(([suite]) => suite)
  }

  #count(suite: Scope | null, step: 1 | -1): void {
    const running = suite === null ? undefined : this.#children.get(suite)
    if (suite !== null && running !== undefined) this.#children.set(suite, running + step)
  }
}
