import type { Env } from '@plinth/kit/config'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { LoadParts } from '../parts.ts'
import type { WantedKey } from './operator-key.ts'

interface Deps {
  run: (work: () => Promise<number>) => () => Promise<void>
  withExample: (command: Command, ...examples: string[]) => Command
  options: { env: Env; loadParts: LoadParts }
}

const load = () => import('./operator-key.ts')

/** `plinth operator-key create|list|revoke|rotate`. */
export function addOperatorKeyCommands(program: Command, { run, withExample, options }: Deps): void {
  const keys = program
    .command('operator-key')
    .description('Keys of whoever runs Plinth. It works on the database, beside a running Plinth or without one.')
    .helpCommand(false)
  withExample(keys, 'plinth operator-key list', 'plinth operator-key create')

  const creating = keys
    .command('create')
    .description('Make an operator key and print it: the only time it is shown.')
    .option('--name <name>', 'what the key is called', 'operator')
    .addOption(new Option('--scopes <scopes>', 'what it may do').default(['*'], '*').argParser(partsOf))
    .option('--expires-at <time>', 'when it ends, such as 2027-01-31T12:00:00Z; never without it', timeOf)
    .addOption(
      new Option('--allowed-ips <addresses>', 'addresses and CIDRs it may be used from')
        .default([], 'any')
        .argParser(partsOf),
    )
  creating.action((wanted: Partial<WantedKey> & Omit<WantedKey, 'expiresAt'>) =>
    run(async () => (await load()).createOperatorKey(options, { expiresAt: undefined, ...wanted }))(),
  )
  withExample(
    creating,
    "plinth operator-key create --name='night shift'",
    'plinth operator-key create --scopes=read:all --allowed-ips=203.0.113.0/24 --expires-at=2027-01-31T12:00:00Z',
  )

  const listing = keys.command('list').description('Print a line for each operator key that was not revoked.')
  listing.action(run(async () => (await load()).listOperatorKeys(options)))
  withExample(listing, 'plinth operator-key list')

  const revoking = keys
    .command('revoke <id>')
    .description('End an operator key; returns once no gateway takes it any more. The last one with all scopes stays.')
  revoking.action((id: string) => run(async () => (await load()).revokeOperatorKey(options, id))())
  withExample(revoking, 'plinth operator-key revoke key_01kb0q3t5dexn8r0v6m2c7h9ak')

  const rotating = keys
    .command('rotate <id>')
    .description('Replace an operator key by one with the same settings and print that: the only time it is shown.')
    .addOption(new Option('--grace-hours <hours>', 'how long the old key works').default(24).argParser(hoursOf))
  rotating.action((id: string, { graceHours }: { graceHours: number }) =>
    run(async () => (await load()).rotateOperatorKey(options, id, graceHours))(),
  )
  withExample(rotating, 'plinth operator-key rotate key_01kb0q3t5dexn8r0v6m2c7h9ak --grace-hours=0')
}

const partsOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

function timeOf(text: string): Date {
  const time = new Date(text)
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('It is a time, such as 2027-01-31T12:00:00Z.')
  return time
}

function hoursOf(text: string): number {
  const hours = Number(text)
  if (!/^\d+$/.test(text) || hours > 168) throw new InvalidArgumentError('It is a number of hours from 0 to 168.')
  return hours
}
