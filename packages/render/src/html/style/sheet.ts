import { FINDINGS } from './findings.ts'
import { OVERVIEW } from './overview.ts'
import { PAGE } from './page.ts'
import { PLOTS } from './plots.ts'
import { TESTS } from './tests.ts'
import { TOKENS } from './tokens.ts'

/** The style of the page. */
export const STYLE = [TOKENS, PAGE, OVERVIEW, FINDINGS, PLOTS, TESTS].join('\n')
