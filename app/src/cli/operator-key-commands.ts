import { type Command, InvalidArgumentError, Option, withExample } from '@plinth/cli/commander'
import type { Deps } from './command-deps.ts'
import type { WantedKey } from './operator-key.ts'

const load = () => import('./operator-key.ts')

/** `plinth operator-key create|list|revoke|rotate`. */
export function fillOperatorKey(keys: Command, { run, options }: Deps): void {
  withExample(keys, 'plinth operator-key list', 'plinth operator-key create')

  const creating = keys
    .command('create')
    .description('Create an operator key and print it. The key is shown only once.')
    .option('--name <name>', 'name of the key', 'operator')
    .addOption(new Option('--scopes <scopes>', 'scopes of the key').default(['*'], '*').argParser(partsOf))
    .option('--expires-at <time>', 'expiry, such as 2027-01-31T12:00:00Z; default: never', timeOf)
    .addOption(
      new Option('--allowed-ips <addresses>', 'allowed IP addresses and CIDRs').default([], 'any').argParser(partsOf),
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
    .description(
      'Revoke an operator key; returns when no gateway accepts it any more. The last key with all scopes cannot be revoked.',
    )
  revoking.action((id: string) => run(async () => (await load()).revokeOperatorKey(options, id))())
  withExample(revoking, 'plinth operator-key revoke key_01kb0q3t5dexn8r0v6m2c7h9ak')

  const rotating = keys
    .command('rotate <id>')
    .description('Rotate an operator key: print a new key with the same settings. The new key is shown only once.')
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
    throw new InvalidArgumentError('The value must be a time, such as 2027-01-31T12:00:00Z.')
  return time
}

function hoursOf(text: string): number {
  const hours = Number(text)
  if (!/^\d+$/.test(text) || hours > 168)
    throw new InvalidArgumentError('The value must be a number of hours from 0 to 168.')
  return hours
}
