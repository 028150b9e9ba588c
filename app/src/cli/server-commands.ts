import type { MountedCommand } from '@plinth/cli'
import type { Env } from '@plinth/kit/config'
import type { LoadParts } from '../parts.ts'
import type { ServerCommandName } from './fill-command.ts'

const summaries: Readonly<Record<ServerCommandName, string>> = {
  start: 'Run Plinth: all parts in this process, or one of them.',
  migrate: 'Migrate the databases to this version and print the applied migrations.',
  console: 'Print a link that signs in to the console once, within 15 minutes. Plinth must be running to open it.',
  'operator-key': 'Manage operator keys. The command uses the database directly, with or without a running Plinth.',
  audit: 'Check the audit log.',
  resync:
    'Make the databases agree after one was restored, with or without a running Plinth. Prints a line for each difference.',
  config: 'Print the effective settings and their sources; secrets are masked.',
  doctor:
    'Check databases, NATS, Redis, other parts, certificates, clock, migrations and keys; each line is ok or says what to do.',
  healthcheck: 'Ask the running Plinth, through its management port, whether it is ready.',
}

/** The commands of the server itself, loaded when they are used. */
export const serverCommands = (env: Env, loadParts: LoadParts): MountedCommand[] =>
  Object.entries(summaries).map(([name, summary]) => ({
    name,
    summary,
    fill: async (command, setExit) =>
      (await import('./fill-command.ts')).fillCommand(name as ServerCommandName, command, { env, loadParts, setExit }),
  }))
