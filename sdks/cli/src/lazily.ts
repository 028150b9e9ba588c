import type { Command } from 'commander'

type Fill = (command: Command) => Promise<void> | void

const fills = new WeakMap<Command, () => Promise<void>>()

/** Adds a subcommand of which only the name and the summary are there until it is used. */
export function lazyCommand(parent: Command, name: string, summary: string, fill: Fill): Command {
  const command = parent
    .command(name, { hidden: name.startsWith('__') })
    .description(summary)
    .helpCommand(false)
  let filling: Promise<void> | undefined
  fills.set(command, () => {
    filling ??= Promise.resolve(fill(command))
    return filling
  })
  return command
}

/** Loads what a command consists of: its options, its action, the names of its own subcommands. */
export async function filled(command: Command): Promise<Command> {
  await fills.get(command)?.()
  return command
}

/** Subcommands are filled when one of them is used. */
export const fillSubcommands = (command: Command): Command =>
  command.hook('preSubcommand', async (_, sub) => void (await filled(sub)))

/** Adds examples to the help. */
export const withExample = (command: Command, ...examples: readonly string[]): Command =>
  command.addHelpText('after', `\nExample:\n${examples.map((example) => `  $ ${example}`).join('\n')}`)
