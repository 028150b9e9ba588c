import { type Command, InvalidArgumentError, Option, withExample } from '@plinth/cli/commander'
import { ConfigError } from '@plinth/kit/config'
import { partNames, type Target } from '../parts.ts'
import { messageOf, Refusal, UsageError } from '../refusal.ts'
import { fillAudit } from './audit-commands.ts'
import type { CommandOptions, Deps } from './command-deps.ts'
import { fillOperatorKey } from './operator-key-commands.ts'

interface Given extends CommandOptions {
  setExit: (code: number) => void
}

const fills = {
  start: fillStart,
  migrate: fillMigrate,
  console: fillConsole,
  'operator-key': fillOperatorKey,
  audit: fillAudit,
  resync: fillResync,
  config: fillConfig,
  doctor: fillDoctor,
  healthcheck: fillHealthcheck,
} satisfies Record<string, (command: Command, deps: Deps) => void>

export type ServerCommandName = keyof typeof fills

/** Adds options and the action. Exit codes: 0 done, 1 refused or failed, 2 used wrongly, 3 proved in part. Data on stdout, the rest on stderr. */
export function fillCommand(name: ServerCommandName, command: Command, { env, loadParts, setExit }: Given): void {
  fills[name](command, {
    run: (work) => async () => setExit(await work().catch(explain)),
    options: { env, loadParts },
  })
}

const target = (use: string) => new Option('--target <part>', `part to ${use}; default: all parts`).choices(partNames)
const targetOf = (options: { target?: Target }): Target => options.target ?? 'all'

function fillStart(command: Command, { run, options: { env, loadParts } }: Deps): void {
  command
    .addOption(target('run'))
    .action((options) =>
      run(async () => (await import('./start.ts')).start({ target: targetOf(options), env, loadParts }))(),
    )
  withExample(command, 'plinth start', 'plinth start --target=webhooks')
}

function fillMigrate(command: Command, { run, options: { env, loadParts } }: Deps): void {
  command
    .addOption(target('migrate'))
    .option('--wait', 'do not migrate; wait until another `plinth migrate` has finished')
    .addOption(new Option('--timeout <seconds>', 'maximum time to wait with --wait').default(600).argParser(secondsOf))
    .action((options: { target?: Target; wait?: boolean; timeout: number }) =>
      run(async () => {
        const asked = { target: targetOf(options), env, loadParts }
        if (options.wait !== true) return (await import('./migrate.ts')).migrateCommand(asked)
        const { awaitMigrations } = await import('./await-migrations.ts')
        return awaitMigrations({ ...asked, timeoutMs: options.timeout * 1_000 })
      })(),
    )
  withExample(command, 'plinth migrate', 'plinth migrate --target=identity --wait')
}

function fillConsole(command: Command, { run, options }: Deps): void {
  command
    .option(
      '--key <id>',
      'operator key to sign in with; default: that of PLINTH_OPERATOR_KEY, else the oldest with all scopes',
    )
    .action(({ key = '' }: { key?: string }) =>
      run(async () => (await import('./console.ts')).consoleCommand(options, key))(),
    )
  withExample(command, 'plinth console', 'plinth console --key=key_01kb0q3t5dexn8r0v6m2c7h9ak')
}

function fillResync(command: Command, { run, options }: Deps): void {
  command
    .option(
      '--prune',
      'end the webhooks of workspaces that tenancy does not know: those that were made after its backup',
    )
    .action(({ prune = false }: { prune?: boolean }) =>
      run(async () => (await import('./resync.ts')).resync(options, { prune }))(),
    )
  withExample(command, 'plinth resync', 'plinth resync --prune')
}

function fillConfig(command: Command, { run, options: { env, loadParts } }: Deps): void {
  command
    .addOption(target('show'))
    .action((options) =>
      run(async () => (await import('./config.ts')).configCommand({ target: targetOf(options), env, loadParts }))(),
    )
  withExample(command, 'plinth config', 'plinth config docs > docs/configuration.md')
  const docs = command.command('docs').description('Print all settings of all parts as a Markdown table.')
  docs.action(() => run(async () => (await import('./config.ts')).configDocsCommand({ loadParts }))())
  withExample(docs, 'plinth config docs')
}

function fillDoctor(command: Command, { run, options: { env, loadParts } }: Deps): void {
  command
    .addOption(new Option('--target <part>', 'part to check; default: the one of this environment').choices(partNames))
    .action((options) =>
      run(async () => (await import('./doctor.ts')).doctor({ target: options.target, env, loadParts }))(),
    )
  withExample(command, 'plinth doctor', 'plinth doctor --target=webhooks')
}

function fillHealthcheck(command: Command, { run, options: { env } }: Deps): void {
  command.action(run(async () => (await import('./healthcheck.ts')).healthcheck(env)))
  withExample(command, 'plinth healthcheck')
}

function explain(err: unknown): number {
  if (err instanceof SuppressedError) return explain(err.suppressed)
  if (err instanceof ConfigError) for (const mistake of err.mistakes) say(`${mistake}.`)
  else if (err instanceof Refusal || err instanceof UsageError) say(err.message)
  else say(err instanceof Error ? (err.stack ?? err.message) : messageOf(err))
  return err instanceof UsageError ? 2 : 1
}

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (!(seconds > 0)) throw new InvalidArgumentError('The value must be a number of seconds.')
  return seconds
}

function say(sentence: string): void {
  process.stderr.write(`plinth: ${sentence}\n`)
}
