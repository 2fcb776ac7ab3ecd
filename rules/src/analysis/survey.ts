import type { TSESTree } from '@typescript-eslint/utils'
import { assignedName } from './assigned-name.ts'
import { isFunction, nameOfProperty } from './expressions.ts'
import type { Frame, Frames } from './frames.ts'
import type { ClassNode, FunctionNode, Node, Rhythm, TestPlace } from './model.ts'
import { RANKS, type Cause } from './place.ts'
import type { Tests } from './tests.ts'
import type { Uses } from './uses.ts'
import type { Use } from './uses/use.ts'

/** A frame that was reached from the frame in question by going from the called to the callers. */
interface Step {
  readonly frame: Frame
  readonly from: Step | null
  /** The way from `from` goes through a `setTimeout`. */
  readonly isLater: boolean
  /** Code that we do not see stands between this frame and the one in question: it may call again and again. */
  readonly isUnknown: boolean
}

/** A function with more callers, callers of callers included, counts as one whose callers are unknown. */
const MAX_STEPS = 200

const ONCE: Cause = { rhythm: 'once', by: null, label: '', test: null }
const TEST_RHYTHMS: Readonly<Record<TestPlace['type'], Rhythm>> = {
  test: 'test',
  'before-each': 'each',
  'after-each': 'each',
  'before-all': 'all',
  'after-all': 'all',
  around: 'each',
  fixture: 'fixture',
}

/** A function that tells why the code of a frame runs as often as it does: the most frequent way to get there. */
export function createSurveys(frames: Frames, uses: Uses, tests: Tests): (frame: Frame) => Cause {
  const known = new Map<Frame, Cause>()
  const knownUses = new Map<Frame, readonly Use[]>()
  return (frame) => {
    const found = known.get(frame) ?? survey(frame)
    known.set(frame, found)
    return found
  }

  function survey(frame: Frame): Cause {
    const steps: Step[] = [{ frame, from: null, isLater: false, isUnknown: false }]
    const seen = new Set<Frame>([frame])
    let most = ONCE
    for (const step of steps) {
      if (steps.length > MAX_STEPS) return mostOf(most, callOf(frame))
      most = mostOf(most, decidedBy(step) ?? ONCE)
      if (RANKS[most.rhythm] === RANKS.request) return most
      for (const use of usesOfFrame(step.frame)) {
        const next = stepTo(step, use)
        if (isTick(next, use)) return { rhythm: 'tick', by: use.at, label: '`setTimeout`', test: null }
        most = mostOf(most, causeOfUse(step, use))
        if (next === null || seen.has(next.frame)) continue
        seen.add(next.frame)
        steps.push(next)
      }
    }
    return most
  }

  function decidedBy({ frame }: Step): Cause | null {
    if (isFunction(frame)) {
      const test = tests.testOfFunction(frame)
      return test && { rhythm: rhythmOf(test), by: test.call, label: labelOf(test), test }
    }
    const isLoop = frame.type !== 'Program' && frame.type !== 'ClassBody' && !isField(frame)
    return isLoop ? { rhythm: 'loop', by: frame, label: 'a loop', test: null } : null
  }

  function usesOfFrame(frame: Frame): readonly Use[] {
    const found = knownUses.get(frame) ?? findUses(frame)
    knownUses.set(frame, found)
    return found
  }

  function findUses(frame: Frame): readonly Use[] {
    if (isFunction(frame)) return tests.testOfFunction(frame) === null ? usesOrNone(frame) : []
    if (frame.type === 'ClassBody') return uses.usesOfClass(frame.parent)
    return isField(frame) ? uses.usesOfClass(frame.parent.parent) : []
  }

  /** A function that nothing in the file mentions is called from elsewhere. */
  function usesOrNone(frame: FunctionNode): readonly Use[] {
    const found = uses.usesOf(frame)
    return found.length === 0 ? [{ how: 'unknown', at: frame }] : found
  }

  function stepTo(from: Step, use: Use): Step | null {
    if (use.how === 'again') return null
    const at = use.how === 'instance' ? use.of : use.at
    const isLater = use.how === 'with' && use.isLater
    return { frame: frames.frameOf(at), from, isLater, isUnknown: from.isUnknown || use.how === 'unknown' }
  }
}

function causeOfUse(step: Step, use: Use): Cause {
  if (use.how === 'again') return { rhythm: use.rhythm, by: use.by, label: use.label, test: null }
  if (use.how === 'unknown') return callOf(step.frame)
  if (use.how === 'with' || step.isUnknown) return ONCE
  return { rhythm: 'instance', by: use.of, label: labelOfClass(use.of), test: null }
}

/** Whether a function, by way of a `setTimeout`, gets back to itself. */
function isTick(step: Step | null, use: Use): use is Use & { at: Node } {
  if (step === null || use.how !== 'with') return false
  let isLater = step.isLater
  for (let earlier = step.from; earlier !== null; earlier = earlier.from) {
    if (earlier.frame === step.frame) return isLater
    isLater ||= earlier.isLater
  }
  return false
}

function mostOf(one: Cause, other: Cause): Cause {
  return RANKS[other.rhythm] > RANKS[one.rhythm] ? other : one
}

function callOf(frame: Frame): Cause {
  return { rhythm: 'call', by: frame, label: labelOfFunction(frame), test: null }
}

function isField(frame: Frame): frame is TSESTree.AccessorProperty | TSESTree.PropertyDefinition {
  return frame.type === 'PropertyDefinition' || frame.type === 'AccessorProperty'
}

function rhythmOf({ type, name }: TestPlace): Rhythm {
  return name.endsWith('aroundAll') ? 'all' : TEST_RHYTHMS[type]
}

function labelOf({ type, name }: TestPlace): string {
  if (type === 'test') return 'a test'
  return type === 'fixture' ? `the fixture \`${name}\`` : `\`${name}\``
}

function labelOfFunction(frame: Frame): string {
  const name = isFunction(frame) ? nameOfFunction(frame) : null
  return name === null ? 'a function' : `\`${name}\``
}

function nameOfFunction({ id, parent }: FunctionNode): string | null {
  if (id !== null) return id.name
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : null
  const isMember =
    parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' || parent.type === 'Property'
  return isMember ? nameOfProperty(parent) : assignedName(parent)
}

function labelOfClass({ id }: ClassNode): string {
  return id === null ? 'a class' : `the class \`${id.name}\``
}
