import { connectEngine } from './engine/connect.ts'
import type { ContainerSummary } from './engine/answers.ts'
import type { Engine } from './engine/engine.ts'
import { LABELS, readLabels } from './labels.ts'
import type { ReadLabels } from './labels.ts'
import { recogniseContainer } from './recognise.ts'
import type { RecognisedContainer } from './recognise.ts'

/** Which containers are listed; all of the engine by default. */
export interface ContainerSelection {
  /** Only those that carry our labels. */
  readonly ours?: boolean
  /** Only ours of this project: the absolute path of its root. */
  readonly byProject?: string
  /** Only ours of this session. */
  readonly bySession?: string
}

/** A container, in whatever state, and whose it is. */
export interface ListedContainer extends ContainerSummary {
  /** To whom of us it belongs, or why that cannot be told; `null` when it is not ours. */
  readonly ours: ReadLabels
  /** The other tool that started it. */
  readonly recognised: RecognisedContainer | null
}

/** Lists the containers of an engine, of the one that the environment leads to by default. */
export async function listContainers(
  selection: ContainerSelection = {},
  options: { readonly engine?: Engine } = {},
): Promise<readonly ListedContainer[]> {
  const engine = options.engine ?? (await connectEngine())
  const containers = await engine.list(formatFilter(selection))
  return containers.map((container) => ({
    ...container,
    ours: readLabels(container.labels),
    recognised: recogniseContainer(container.labels),
  }))
}

function formatFilter({ ours = false, byProject, bySession }: ContainerSelection): string[] {
  return [
    ...(ours ? [LABELS.session] : []),
    ...(byProject === undefined ? [] : [`${LABELS.project}=${byProject}`]),
    ...(bySession === undefined ? [] : [`${LABELS.session}=${bySession}`]),
  ]
}
