import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from './context.ts'
import { type Format, formats } from './output/format.ts'
import type { Run } from './run.ts'

export interface ClientCommandOptions {
  formats?: readonly Format[]
  /** Default on and off a terminal. */
  standard?: Format
  /** The same for some arguments alone. */
  standardOf?: (args: readonly string[]) => Format | undefined
  /** Offers --columns. */
  hasColumns?: boolean
  /** Offers --workspace and --namespace. */
  hasContext?: boolean
  /** Ids that the path names: what the profile says of them does not count then. */
  ids?: readonly string[]
  /** Variables of the environment that hold a key for it; the first that is set counts. */
  variables?: readonly string[]
  /** The command itself says when the key ends. */
  isAboutKey?: boolean
}

/** Adds the options that all commands of the API have, and the action. */
export function clientCommand(
  command: Command,
  context: Context,
  {
    formats: offered = formats,
    standard,
    standardOf,
    hasColumns,
    hasContext,
    ids = [],
    variables,
    isAboutKey = false,
  }: ClientCommandOptions,
  work: (run: Run) => Promise<void>,
): void {
  const usual = standard ?? 'table on a terminal, else json'
  command.addOption(new Option('-o, --output <format>', `default: ${usual}`).choices([...offered]))
  if (hasColumns) command.option('--columns <names>', 'columns of a table, separated by commas', namesOf)
  if (hasContext) {
    command.option('--workspace <id>', 'workspace in which the call acts')
    command.option('--namespace <id>', 'namespace in which the call acts')
  }
  command.option('--profile <name>', 'profile to use, also if the environment has a key')
  command.option('-q, --quiet', 'write nothing but data and failures')
  command.action(async (...given: unknown[]) => {
    const { io } = context
    const options = command.opts<Record<string, unknown>>()
    const args = given
      .slice(0, -2)
      .flat()
      .filter((arg) => typeof arg === 'string')
    const asked = (options['output'] as Format | undefined) ?? standardOf?.(args) ?? standard
    const format = asked ?? (io.stdout.isTTY === true ? 'table' : 'json')
    context.format = format
    const { perform } = await import('./run.ts')
    await perform({ io, format, args, options, ids, variables: variables ?? ['PLINTH_API_KEY'], isAboutKey }, work)
  })
}

function namesOf(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('')) throw new InvalidArgumentError('The value must be names, separated by commas.')
  return names
}
