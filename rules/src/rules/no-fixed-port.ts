import { analysisOf } from '../analysis/analysis-of.ts'
import type { AcquiringNode } from '../analysis/model.ts'
import { fixedPortOf, mayListen } from '../ports/fixed-port.ts'
import { isWanted } from '../ports/wanted.ts'
import { defineRule } from '../rule.ts'

/** Flags a test or a fixture that listens on a port that somebody else may have. */
export default defineRule<'environment' | 'fixed' | 'useZero', { readonly environment: boolean }>({
  name: 'no-fixed-port',
  description: 'Disallow tests and fixtures that listen on a fixed port',
  recommended: true,
  hasSuggestions: true,
  messages: {
    fixed:
      'This listens on port {{port}}, which another test, another run or a leaked server may hold; listen on port 0, and ask the server which port it got.',
    environment:
      'This starts a process that is told to listen on port {{port}}, which another test, another run or a leaked process may hold; let it listen on port 0, and read from its output which port it got.',
    useZero: 'Listen on port 0: the system chooses a free one.',
  },
  strict: { environment: true },
  options: {
    environment: {
      type: 'boolean',
      default: false,
      description: 'Flag also a fixed `PORT` in the environment of a process that a test starts',
    },
  },
  create(context, { environment }) {
    const calls: AcquiringNode[] = []
    const collect = (node: AcquiringNode): void => {
      if (mayListen(node)) calls.push(node)
    }
    return {
      CallExpression: collect,
      NewExpression: collect,
      'Program:exit'() {
        if (calls.length === 0) return
        const { file, tests } = analysisOf(context)
        for (const call of calls) {
          const found = tests.isTestFile ? fixedPortOf(call, file) : null
          if (found === null || (found.isOfProcess && !environment)) continue
          if (isWanted(call, file, tests)) continue
          const { node, port, isReplaceable } = found
          context.report({
            node,
            messageId: found.isOfProcess ? 'environment' : 'fixed',
            data: { port: String(port) },
            suggest: isReplaceable
              ? [{ messageId: 'useZero', fix: (fixer) => fixer.replaceText(node, '0') }]
              : [],
          })
        }
      },
    }
  },
})
