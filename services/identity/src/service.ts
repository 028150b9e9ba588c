import { batcher } from '@plinth/kit/async/batcher'
import { clearTables, type Database, idempotentWrites } from '@plinth/kit/db'
import type { PartDeps, Running } from '@plinth/kit/part'
import { ApiKeysServiceService } from '@plinth/proto/identity/v1/api_keys.ts'
import { AuthenticationServiceService } from '@plinth/proto/identity/v1/authentication.ts'
import { KeyReportsServiceService } from '@plinth/proto/identity/v1/key_reports.ts'
import { OperatorKeysServiceService } from '@plinth/proto/identity/v1/operator_keys.ts'
import { OverviewServiceService } from '@plinth/proto/identity/v1/overview.ts'
import { SearchServiceService } from '@plinth/proto/identity/v1/search.ts'
import { SessionsServiceService } from '@plinth/proto/identity/v1/sessions.ts'
import { TimeServiceService } from '@plinth/proto/identity/v1/time.ts'
import { UsersServiceService } from '@plinth/proto/identity/v1/users.ts'
import { startExpirySweep } from './api-keys/housekeeping.ts'
import { apiKeysRpc } from './api-keys/rpc.ts'
import { startLastUsed } from './authentication/last-used.ts'
import { authenticationRpc } from './authentication/rpc.ts'
import { findCredentials } from './authentication/store.ts'
import type { IdentityConfig } from './config.ts'
import { keyReportsRpc } from './key-reports/rpc.ts'
import { startOperatorKeySweep } from './operator-keys/housekeeping.ts'
import { operatorKeysCallers, operatorKeysRpc } from './operator-keys/rpc.ts'
import { overviewRpc } from './overview/rpc.ts'
import { searchRpc } from './search/rpc.ts'
import { startSessionSweep } from './sessions/housekeeping.ts'
import { sessionsCallers, sessionsRpc } from './sessions/rpc.ts'
import { findSessions, writeUse } from './sessions/store.ts'
import { followTenancy } from './tenancy-events/follow-tenancy.ts'
import { startEndingKeys } from './tenancy-events/worker.ts'
import { timeRpc } from './time/rpc.ts'
import { startBackfill } from './users/backfill-user-events.ts'
import { startVerificationSweep } from './users/housekeeping.ts'
import { usersRpc } from './users/rpc.ts'

/** Starts the services of identity and its background jobs. */
export async function startIdentity({ config, infra, expose }: PartDeps<IdentityConfig>): Promise<Running> {
  const { bus, clock, log, secrets } = infra
  const database = infra.database()
  const write = idempotentWrites({ database, secrets, log })
  const lastUsed = startLastUsed(database, log)
  const settings = { ...config, clock }
  const find = batcher(async (lookupIds: readonly string[]) => {
    const rows = new Map((await findCredentials(database, lookupIds)).map((row) => [row.lookupId, row]))
    return lookupIds.map((id) => rows.get(id))
  })
  const findSession = batcher(async (hashes: readonly string[]) => {
    const found = await findSessions(
      database,
      hashes.map((hash) => Buffer.from(hash, 'hex')),
    )
    const rows = new Map(found.map((row) => [row.tokenHash.toString('hex'), row]))
    return hashes.map((hash) => rows.get(hash))
  })
  const sessions = {
    find: (tokenHash: Uint8Array) => findSession(Buffer.from(tokenHash).toString('hex')),
    writeUse: (id: string) => writeUse(database, id),
    noteUse: lastUsed.note,
  }
  expose(UsersServiceService, usersRpc(database, write, clock))
  expose(ApiKeysServiceService, apiKeysRpc(database, write, settings))
  expose(AuthenticationServiceService, authenticationRpc({ find, noteUse: lastUsed.note }))
  expose(SessionsServiceService, sessionsRpc({ database, write, clock, authentication: sessions }), sessionsCallers)
  expose(OperatorKeysServiceService, operatorKeysRpc(database, write, settings), operatorKeysCallers)
  expose(KeyReportsServiceService, keyReportsRpc(database, log))
  expose(SearchServiceService, searchRpc(database))
  expose(OverviewServiceService, overviewRpc(infra.version))
  expose(TimeServiceService, timeRpc(database))
  const backfill = startBackfill(database, log)
  const jobs = [
    startSessionSweep(database, log),
    startExpirySweep(database, log),
    startOperatorKeySweep(database, log),
    startVerificationSweep(database, log),
    startEndingKeys(database, log),
  ]
  const following = await followTenancy({ database, bus, log })
  return {
    ready: () => database.ready(),
    reset: () => forgetTenants(database),
    async stop() {
      await backfill.stop()
      for (const job of jobs) await job.stop()
      await following.stop()
      await lastUsed.stop()
    },
  }
}

/** For tests alone: deletes users and keys, but no operator keys. */
async function forgetTenants(database: Database): Promise<void> {
  await clearTables(database, ['api_key'])
  await database.query({ text: 'DELETE FROM api_key WHERE NOT is_operator' })
}
