import type { PageData } from '../page-shape.ts'
import { openTargets } from './open-targets.ts'
import { drawPlots } from './plots/board.ts'
import { offerThemes } from './theme.ts'
import { listTests } from './tests/list.ts'

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData
const plots = drawPlots(data)
offerThemes(() => plots.recolor())
listTests(data)
openTargets()
