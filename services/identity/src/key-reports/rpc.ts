import { type Database, withOrigin } from '@plinth/kit/db'
import { originOf } from '@plinth/kit/events/origin'
import type { Logger } from '@plinth/kit/log'
import type { Handlers } from '@plinth/kit/rpc'
import type { KeyReportsServiceService } from '@plinth/proto/identity/v1/key_reports.ts'
import { revokeReportedKey } from './verbs.ts'

export function keyReportsRpc(database: Database, log: Logger): Handlers<typeof KeyReportsServiceService> {
  return {
    reportKey: async ({ lookupId, keyHash }, { context }) => {
      const revoked = await database.transaction((tx) =>
        revokeReportedKey(withOrigin(tx, originOf(context)), lookupId, keyHash),
      )
      if (revoked?.isOperator) log.warn({ key_id: revoked.id }, 'an operator key was reported as leaked and is revoked')
      else if (revoked !== undefined)
        log.info(
          { key_id: revoked.id, workspace: revoked.workspaceId },
          'an API key was reported as leaked and is revoked',
        )
      return { isRevoked: revoked !== undefined, keyId: revoked?.id ?? '' }
    },
  }
}
