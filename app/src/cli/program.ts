import { ConfigError, type Env } from '@plinth/kit/config'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type LoadParts, partNames, type Target } from '../parts.ts'
import { messageOf, Refusal, UsageError } from '../refusal.ts'
import { addAuditCommands } from './audit-commands.ts'
import { addDefinitionCommands } from './definition-commands.ts'
import { addOperatorKeyCommands } from './operator-key-commands.ts'

/** The `plinth` command. Exit codes: 0 done, 1 refused or failed, 2 used wrongly, 3 proved in part. Data on stdout, the rest on stderr. */
export async function main(args: readonly string[], env: Env, loadParts: LoadParts): Promise<number> {
  let code = 0
  const run = (work: () => Promise<number>) => async () => {
    code = await work()
  }
  const program = new Command('plinth')
    .description(
      'The foundation of a multi-tenant product: workspaces, keys, entitlements and webhooks behind one REST API.',
    )
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'plinth: ')) })
    .showHelpAfterError('Run the command with --help to see its options.')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nSettings come from the environment; `plinth config docs` lists them all.\n\nExample:\n  $ plinth start',
    )

  const withExample = (command: Command, ...examples: string[]) =>
    command.addHelpText('after', `\nExample:\n${examples.map((example) => `  $ ${example}`).join('\n')}`)

  const target = () => new Option('--target <part>', 'part to run; default: all parts').choices(partNames)
  const targetOf = (options: { target?: Target }): Target => options.target ?? 'all'

  const startCommand = program
    .command('start')
    .description('Run Plinth: all parts in this process, or one of them.')
    .addOption(target())
  startCommand.action((options) =>
    run(async () => (await import('./start.ts')).start({ target: targetOf(options), env, loadParts }))(),
  )
  withExample(startCommand, 'plinth start', 'plinth start --target=webhooks')

  const migrating = program
    .command('migrate')
    .description('Migrate the databases to this version and print the applied migrations.')
    .addOption(target())
    .option('--wait', 'do not migrate; wait until another `plinth migrate` has finished')
    .addOption(new Option('--timeout <seconds>', 'maximum time to wait with --wait').default(600).argParser(secondsOf))
  migrating.action((options: { target?: Target; wait?: boolean; timeout: number }) =>
    run(async () => {
      const asked = { target: targetOf(options), env, loadParts }
      if (options.wait !== true) return (await import('./migrate.ts')).migrateCommand(asked)
      const { awaitMigrations } = await import('./await-migrations.ts')
      return awaitMigrations({ ...asked, timeoutMs: options.timeout * 1_000 })
    })(),
  )
  withExample(migrating, 'plinth migrate', 'plinth migrate --target=identity --wait')

  const signingIn = program
    .command('console')
    .description(
      'Print a link that signs in to the console once, within 15 minutes. Plinth must be running to open it.',
    )
    .option(
      '--key <id>',
      'operator key to sign in with; default: that of PLINTH_OPERATOR_KEY, else the oldest with all scopes',
    )
  signingIn.action(({ key = '' }: { key?: string }) =>
    run(async () => (await import('./console.ts')).consoleCommand({ env, loadParts }, key))(),
  )
  withExample(signingIn, 'plinth console', 'plinth console --key=key_01kb0q3t5dexn8r0v6m2c7h9ak')

  addOperatorKeyCommands(program, { run, withExample, options: { env, loadParts } })
  addAuditCommands(program, { run, withExample, options: { env, loadParts } })

  const config = program
    .command('config')
    .description('Print the effective settings and their sources; secrets are masked.')
    .addOption(target())
    .helpCommand(false)
  config.action((options) =>
    run(async () => (await import('./config.ts')).configCommand({ target: targetOf(options), env, loadParts }))(),
  )
  withExample(config, 'plinth config', 'plinth config docs > docs/configuration.md')
  const docs = config.command('docs').description('Print all settings of all parts as a Markdown table.')
  docs.action(() => run(async () => (await import('./config.ts')).configDocsCommand({ loadParts }))())
  withExample(docs, 'plinth config docs')

  const examining = program
    .command('doctor')
    .description('Check database, NATS, Redis, clock, migrations and keys; each line is ok or says what to do.')
    .addOption(target())
  examining.action((options) =>
    run(async () => (await import('./doctor.ts')).doctor({ target: targetOf(options), env, loadParts }))(),
  )
  withExample(examining, 'plinth doctor')

  const asking = program
    .command('healthcheck')
    .description('Ask the running Plinth, through its management port, whether it is ready.')
  asking.action(run(async () => (await import('./healthcheck.ts')).healthcheck(env)))
  withExample(asking, 'plinth healthcheck')

  addDefinitionCommands(program, { run, withExample, env })

  const versions = program.command('version').description('Print the version of Plinth.')
  versions.action(run(async () => (await import('./version.ts')).version()))
  withExample(versions, 'plinth version')

  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (err) {
    return explain(err)
  }
}

function explain(err: unknown): number {
  if (err instanceof SuppressedError) return explain(err.suppressed)
  if (err instanceof CommanderError) return ['commander.helpDisplayed', 'commander.version'].includes(err.code) ? 0 : 2
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
