import { raiseUserVersions, unknownUsers } from '@plinth/identity/restored-users'
import { type Clock, SystemClock } from '@plinth/kit/clock'
import { type Database, migrationState, openDatabase } from '@plinth/kit/db'
import { raiseWorkspaceVersions, unknownWorkspaces, usersOfWorkspaces } from '@plinth/tenancy/restored-workspaces'
import { takeUsers } from '@plinth/tenancy/take-users'
import { workspacesWithWebhooks } from '@plinth/webhooks/restored-webhooks'
import { endUnknown, takeStatuses } from '@plinth/webhooks/take-statuses'
import { clockOf } from '../clock/clock-of.ts'
import { readConfig } from '../config/read-config.ts'
import { type PartDatabase, reachDatabase } from '../drivers/databases.ts'
import { openProcessLog } from '../log-format.ts'
import { type DatabasePart, databaseParts } from '../parts.ts'
import { Refusal } from '../refusal.ts'
import type { CommandOptions } from './command-deps.ts'
import { reachDatabases } from './offline.ts'

type Databases = Readonly<Record<DatabasePart, Database>>

/**
 * Makes the databases agree after a restore: tenancy takes identity's users, webhooks takes the statuses of tenancy's workspaces. Prints a line
 * for each difference. Every step is safe to run twice, and beside a running Plinth: a newer event wins.
 */
export async function resync(options: CommandOptions, { prune }: { prune: boolean }): Promise<number> {
  await using stack = new AsyncDisposableStack()
  const databases = await openDatabases(options, stack)
  await resyncUsers(databases)
  await showUnknownUsers(databases)
  const { clock } = await clockOf(databases.webhooks)
  const workspaces = await resyncWorkspaces(databases, clock)
  // Another database than that of this installation would end all webhooks.
  if (prune && workspaces === 0)
    throw new Refusal('tenancy has no workspace: nothing is pruned. Restore its database, or correct its URL.')
  await resyncUnknownWorkspaces(databases, clock, prune)
  return 0
}

async function resyncUsers({ identity, tenancy }: Databases): Promise<void> {
  let users = 0
  let deleted = 0
  for await (const raised of raiseUserVersions(identity)) {
    users += raised.length
    const ended = await takeUsers(tenancy, raised)
    deleted += ended.length
    for (const id of ended) show(id, 'deleted in tenancy')
  }
  say(`${users} users told to tenancy.`)
  if (deleted > 0) say(`${deleted} users were deleted after the backup of identity: delete them again.`)
}

async function showUnknownUsers({ identity, tenancy }: Databases): Promise<void> {
  let unknown = 0
  for await (const page of usersOfWorkspaces(tenancy)) {
    const ids = await unknownUsers(identity, page)
    unknown += ids.length
    for (const id of ids) show(id, 'unknown')
  }
  if (unknown === 0) return
  say(`${unknown} members are unknown to identity. Give their workspaces other owners, then remove them.`)
}

async function resyncWorkspaces({ tenancy, webhooks }: Databases, clock: Clock): Promise<number> {
  let workspaces = 0
  let changed = 0
  for await (const raised of raiseWorkspaceVersions(tenancy)) {
    workspaces += raised.length
    const taken = await takeStatuses(webhooks, clock, raised)
    changed += taken.length
    for (const { id, status } of taken) show(id, status)
  }
  say(`${workspaces} workspaces told to webhooks; ${changed} had another status there.`)
  return workspaces
}

async function resyncUnknownWorkspaces({ tenancy, webhooks }: Databases, clock: Clock, prune: boolean): Promise<void> {
  let unknown = 0
  for await (const page of workspacesWithWebhooks(webhooks)) {
    const ids = await unknownWorkspaces(tenancy, page)
    unknown += ids.length
    const kept = prune ? await endUnknown(webhooks, clock, ids) : []
    for (const id of ids) show(id, kept.includes(id) ? 'unknown; kept, as a later event is stored' : 'unknown')
  }
  if (unknown === 0) return
  const what = `${unknown} workspaces have webhooks and are unknown to tenancy`
  say(prune ? `${what}: their webhooks end.` : `${what}. Where that is so after the restore, end them with --prune.`)
}

async function openDatabases({ env, loadParts }: CommandOptions, stack: AsyncDisposableStack): Promise<Databases> {
  const plan = readConfig('all', await loadParts(databaseParts), env)
  const log = openProcessLog({ ...plan.config, logLevel: 'warn' }, env)
  const opened = new Map<DatabasePart, Database>()
  for (const found of await reachDatabases(plan, log, stack)) {
    await checkMigrations(found)
    const database = openDatabase({ url: found.url, poolMax: 1, clock: new SystemClock(), log })
    stack.defer(() => database.close())
    opened.set(found.part, database)
  }
  const of = (part: DatabasePart): Database => {
    const database = opened.get(part)
    if (database === undefined) throw new Error(`the part ${part} declares no migrations`)
    return database
  }
  return { identity: of('identity'), tenancy: of('tenancy'), webhooks: of('webhooks') }
}

async function checkMigrations(database: PartDatabase): Promise<void> {
  await reachDatabase(database)
  const { pending } = await migrationState(database)
  if (pending.length > 0)
    throw new Refusal(
      `The database of ${database.part} lacks ${pending.length} migrations: run \`plinth migrate\` first.`,
    )
}

const show = (id: string, what: string): void => void process.stdout.write(`${id}  ${what}\n`)
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)
