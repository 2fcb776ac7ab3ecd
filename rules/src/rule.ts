import type { TSESLint, JSONSchema } from '@typescript-eslint/utils'

/** What a rule of this plugin is; every version of ESLint that we serve, and oxlint, read this shape. */
export type Rule = TSESLint.RuleModule<string, readonly unknown[], RuleDocs>

/** What a rule is given for one file: ESLint's own context. */
export type RuleContext<MessageId extends string> = Readonly<
  TSESLint.RuleContext<MessageId, readonly unknown[]>
>

/** What configurations and pages are made from. */
interface RuleDocs {
  /** One sentence without a full stop, as a duty or a ban: `Require that …`, `Disallow …`. */
  readonly description: string
  /** Address of the page. */
  readonly url: string
  /** Right at least nine times in ten on real code, so that `recommended` holds it. */
  readonly recommended: boolean
  /** The options that `strict` sets; empty where the defaults are strict already. */
  readonly strict: Readonly<Record<string, unknown>>
}

/** One rule as its file writes it. */
export interface RuleDefinition<MessageId extends string, Options extends object> {
  readonly name: string
  readonly description: string
  readonly recommended: boolean
  readonly messages: Readonly<Record<MessageId, string>>
  readonly hasSuggestions?: boolean
  /** The properties of the rule's one options object, each with a `description` for its page. */
  readonly options?: Readonly<Record<keyof Options & string, OptionDefinition>>
  /** The options that `strict` sets. */
  readonly strict?: Partial<Options>
  /** `options` is complete: what the user left out has its default. */
  readonly create: (context: RuleContext<MessageId>, options: Required<Options>) => TSESLint.RuleListener
}

/** One option: its JSON Schema, with what it does and what holds when it is left out. */
type OptionDefinition = JSONSchema.JSONSchema4 & {
  readonly description: string
  readonly default: unknown
}

// Relative to the repository, like the addresses of the pages in runtime findings.
const PAGES = 'docs/rules'

/**
 * Makes an ESLint rule of a definition, with the defaults of its options filled in on every version of ESLint. A rule
 * with options names their type: `defineRule<'neverReleased', { readonly throws: boolean }>({ … })`.
 */
export function defineRule<MessageId extends string, Options extends object = object>(
  definition: RuleDefinition<MessageId, Options>,
): Rule {
  const { name, description, recommended, messages, hasSuggestions = false, strict = {} } = definition
  const properties: Readonly<Record<string, OptionDefinition>> = definition.options ?? {}
  const defaults = Object.fromEntries(
    Object.entries(properties).map(([key, option]) => [key, option.default]),
  )
  return {
    meta: {
      type: 'problem',
      docs: { description, url: `${PAGES}/${name}.md`, recommended, strict },
      messages,
      hasSuggestions,
      schema: schemaOf(properties),
    },
    // Ours, because ESLint reads `meta.defaultOptions` from 9.15 on only.
    create: (context) => {
      const [own] = context.options as readonly (Options | undefined)[]
      const options = own === undefined ? defaults : { ...defaults, ...own }
      return definition.create(context, options as Required<Options>)
    },
  }
}

function schemaOf(properties: Readonly<Record<string, OptionDefinition>>): JSONSchema.JSONSchema4[] {
  if (Object.keys(properties).length === 0) return []
  return [{ type: 'object', properties, additionalProperties: false }]
}
