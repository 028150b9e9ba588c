import { Command, CommanderError } from 'commander'
import { commandList } from './command-list.ts'
import type { Context, MountedCommand } from './context.ts'
import { exitCodes, failureOf, usageError } from './failure.ts'
import type { Io } from './io.ts'
import { fillSubcommands, lazyCommand, withExample } from './lazily.ts'
import { askedFormat, isJson } from './output/format.ts'
import { Say } from './output/say.ts'
import { version } from './version.ts'

export async function runProgram(args: readonly string[], io: Io, mounted: readonly MountedCommand[]): Promise<number> {
  // The reader of a pipe may leave early, as `head` does: nothing is left to do then.
  io.stdout.on('error', (err: NodeJS.ErrnoException) =>
    process.exit(err.code === 'EPIPE' ? exitCodes.done : exitCodes.failed),
  )
  const context: Context = { io, exit: exitCodes.done, mounted }
  const program = await newProgram(context)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return context.exit
  } catch (err) {
    return endOf(err, args, context)
  }
}

/** The whole command, of which only the names of the commands are loaded. */
export async function newProgram(context: Context): Promise<Command> {
  const program = new Command('plinth')
    .description(
      'The foundation of a multi-tenant product: workspaces, keys, entitlements and webhooks behind one REST API.',
    )
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .enablePositionalOptions()
    // Failures are written in one place, in the form that the caller reads.
    .configureOutput({
      writeOut: (text) => void context.io.stdout.write(text),
      writeErr: (text) => void context.io.stderr.write(text),
      outputError: () => undefined,
    })
    .helpCommand(false)
  fillSubcommands(program)
  for (const { heading, commands } of await commandList(context)) {
    program.commandsGroup(heading)
    for (const { name, summary, fill } of commands) lazyCommand(program, name, summary, fill)
  }
  const isServer = context.mounted.length > 0
  const settings = isServer ? ' Settings of the server: `plinth config docs`.' : ''
  program.addHelpText('after', `\nCommands that call the API take -o table|json|yaml|ndjson|id.${settings}`)
  return withExample(program, ...(isServer ? ['plinth start'] : []), 'plinth login', 'plinth workspaces list')
}

async function endOf(err: unknown, args: readonly string[], { io, format, mounted }: Context): Promise<number> {
  if (err instanceof CommanderError && ['commander.helpDisplayed', 'commander.version'].includes(err.code))
    return exitCodes.done
  const isHelp = err instanceof CommanderError && err.code === 'commander.help'
  if (isHelp) return exitCodes.usedWrongly
  const said =
    err instanceof CommanderError ? usageError(sentenceOf(err), 'Run the command with --help to see its options.') : err
  // Off a terminal, commands of the API write JSON; those of the server write for its log.
  const isOfServer = mounted.some(({ name }) => name === args[0])
  const shown = format ?? askedFormat(args) ?? (io.stdout.isTTY === true || isOfServer ? undefined : 'json')
  const failure = await failureOf(said)
  new Say(io, { isJson: shown !== undefined && isJson(shown) }).failure(failure)
  return failure.exit
}

const sentenceOf = ({ message }: CommanderError): string => message.replace(/^error: /, '')
