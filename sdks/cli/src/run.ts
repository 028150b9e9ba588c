import type { Client } from '../../js/src/index.ts'
import { actsIn, type Credentials, credentials } from './access/credentials.ts'
import { endWarning, keyEnd } from './access/key-end.ts'
import type { Io } from './io.ts'
import { type Format, isJson } from './output/format.ts'
import { Output } from './output/output.ts'
import { Say } from './output/say.ts'

/** Dependencies of a command that calls the API. */
export interface Run {
  io: Io
  say: Say
  output: Output
  /** Aborts when the user interrupts. */
  signal: AbortSignal
  /** The ids and other arguments, in their order. */
  args: readonly string[]
  options: Readonly<Record<string, unknown>>
  credentials(): Promise<Credentials>
  /** Calls with the key of the command, in the workspace and namespace that its options or the profile name. */
  client(): Promise<Client>
}

interface Given {
  io: Io
  format: Format
  args: readonly string[]
  options: Readonly<Record<string, unknown>>
  /** Ids that the path names. */
  ids: readonly string[]
  variables: readonly string[]
  /** The command itself says when the key ends. */
  isAboutKey: boolean
}

/** Does the work of a command; then says that the key ends soon, if it does. */
export async function perform(given: Given, work: (run: Run) => Promise<void>): Promise<void> {
  const { io, format, args, options } = given
  const say = new Say(io, { isJson: isJson(format), isQuiet: options['quiet'] === true })
  const interrupted = new AbortController()
  const access = newAccess(given, say)
  const output = new Output(io, say, { format, columns: options['columns'] as string[] | undefined })
  await interruptible(interrupted, () =>
    work({
      io,
      say,
      output,
      args,
      options,
      signal: interrupted.signal,
      credentials: access.credentials,
      client: access.client,
    }),
  )
  const sentence = await access.warning()
  if (sentence !== undefined) say.warn(sentence)
}

/** The key and the client, found when they are first asked for. */
function newAccess({ io, options, ids, variables, isAboutKey }: Given, say: Say) {
  let found: Promise<Credentials> | undefined
  let made: Promise<Client> | undefined
  let warning: Promise<string | undefined> | undefined
  const ownCredentials = () => {
    found ??= credentials(io, say, { profile: options['profile'] as string | undefined, variables })
    return found
  }
  const make = async () => {
    const [own, { newClient, askKeyEnd }] = await Promise.all([ownCredentials(), import('./access/client.ts')])
    const client = newClient(own, { io, say, ...actsIn(own, options, ids) })
    // Beside the command's own call.
    if (!isAboutKey) warning = keyEnd(io, own.key, () => askKeyEnd(client)).then((end) => endWarning(end, own.from))
    return client
  }
  return {
    credentials: ownCredentials,
    client: () => {
      made ??= make()
      return made
    },
    warning: async () => warning,
  }
}

async function interruptible(interrupted: AbortController, work: () => Promise<void>): Promise<void> {
  const stop = () => {
    // A second time, nothing is waited for.
    process.once('SIGINT', () => process.exit(130))
    interrupted.abort()
  }
  process.once('SIGINT', stop)
  try {
    await work()
  } finally {
    process.removeListener('SIGINT', stop)
  }
}
