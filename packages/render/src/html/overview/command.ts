import type { CommandReport, Report } from '@watertight/findings'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'

/** Of a report of `watertight run`: the command, how it ended, and how what it started was told from all else. */
export function renderCommands({ command, files }: Report): Markup {
  // A merged report has the commands at the files that stand for them.
  const commands = command === undefined ? files.flatMap((file) => file.command ?? []) : [command]
  return html`${commands.map(renderCommand)}`
}

function renderCommand(command: CommandReport, index: number): Markup {
  const id = `command-${index + 1}`
  return html`<section class="panel command" aria-labelledby="${id}">
    <h2 id="${id}">Command</h2>
    <pre class="code" tabindex="0" aria-labelledby="${id}"><code>${command.line}</code></pre>
    <dl class="rows">
      <div>
        <dt>Ended</dt>
        <dd>${sayEnd(command)}</dd>
      </div>
      <div>
        <dt>Containment</dt>
        <dd>${CONTAINED[command.containment]}</dd>
      </div>
    </dl>
    ${containersOf(command)}
  </section> `
}

function sayEnd({ exitCode, signal }: CommandReport): string {
  if (signal !== null) return `by ${signal}`
  return exitCode === null ? 'could not be started' : `with exit code ${exitCode}`
}

const CONTAINED: Readonly<Record<CommandReport['containment'], string>> = {
  cgroup: 'a control group of the kernel held all of its processes',
  marker: 'its processes were known by what they inherited',
}

function containersOf({ containers }: CommandReport): Markup {
  if (containers.length === 0) return html``
  const rows = containers.map(
    ({ name, image, id, removed }) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${image}</td>
        <td><code>${id.slice(0, 12)}</code></td>
        <td>${removed ? 'removed' : 'left running'}</td>
      </tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Containers started meanwhile">
    <table class="plain">
      <caption>
        Containers started meanwhile. Who asked for them cannot be proved.
      </caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Image</th>
          <th scope="col">Id</th>
          <th scope="col">Fate</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}
