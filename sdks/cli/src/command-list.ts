import type { Command } from 'commander'
import type { Context } from './context.ts'
import { loadTable } from './generated/table.ts'
import { fillSubcommands, lazyCommand, withExample } from './lazily.ts'
import { ownCommands } from './own-commands.ts'

interface Listed {
  name: string
  summary: string
  fill: (command: Command) => Promise<void> | void
}

/** Every first word of the command line, by heading. */
export async function commandList(context: Context): Promise<{ heading: string; commands: Listed[] }[]> {
  const single = ownCommands.filter(({ name }) => !name.includes(' '))
  const table = loadTable()
  const groups = new Map<string, string>(Object.entries(table.resources))
  for (const { name, group } of ownCommands) {
    const [word = '', verb] = name.split(' ')
    if (verb !== undefined && !groups.has(word)) groups.set(word, group ?? '')
  }
  const resources = [...groups].map(([name, summary]) => ({
    name,
    summary,
    fill: (command: Command) => fillGroup(command, name, context),
  }))
  return [
    {
      heading: 'General:',
      commands: single.map((own) => ({ ...own, fill: (command: Command) => own.load(command, context) })),
    },
    { heading: 'Resources:', commands: resources.sort(byName) },
    {
      heading: 'The server:',
      commands: context.mounted.map(({ name, summary, fill }) => ({
        name,
        summary,
        fill: (command: Command) => fill(command, (code) => Object.assign(context, { exit: code })),
      })),
    },
  ].filter(({ commands }) => commands.length > 0)
}

// A comparison by language would load the tables of all languages: 10 ms of processor time of every command.
const byName = (a: Listed, b: Listed) => (a.name < b.name ? -1 : 1)

/** The verbs of a resource: one for each operation, unless it is written by hand. */
async function fillGroup(group: Command, word: string, context: Context): Promise<void> {
  const own = ownCommands.filter(({ name }) => name.startsWith(`${word} `))
  const byHand = new Map(own.map((command) => [command.name.slice(word.length + 1), command]))
  fillSubcommands(group)
  for (const [id, operation] of Object.entries(loadTable().operations)) {
    const [resource, verb = ''] = id.split('.')
    if (resource !== word || byHand.has(verb)) continue
    lazyCommand(group, verb, operation.summary, async (command) => {
      const { fillOperation } = await import('./generated/operation-command.ts')
      fillOperation(command, id, context)
    })
  }
  const [first] = Object.keys(loadTable().operations).filter((id) => id.startsWith(`${word}.`))
  const [example = own[0]?.name] = first === undefined ? [] : [first.replace('.', ' ')]
  withExample(group, `plinth ${example} --help`)
  for (const [verb, { summary, load }] of byHand) lazyCommand(group, verb, summary, (command) => load(command, context))
}
