import type { Clock } from '@plinth/kit/clock'
import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { CatalogServiceService as CatalogService } from '@plinth/proto/tenancy/v1/catalog.ts'
import { actorOf } from '../actor.ts'
import { callerOf } from '../caller.ts'
import { toDraft } from './from-message.ts'
import { toCatalogMessage, toFeatureMessage, toLostMessage, toPackageMessage } from './to-message.ts'
import { applyCatalog, getCatalog, listFeatures, listPackages } from './verbs.ts'

/** Every caller can read the catalogue; only operators can replace it. */
export function catalogRpc(database: Database, write: Write, clock: Clock): Handlers<typeof CatalogService> {
  return {
    getCatalog: async () => {
      const catalog = await getCatalog(database)
      return { catalog: toCatalogMessage(catalog), version: catalog.version }
    },
    listFeatures: async ({ query }) => {
      const { rows, info } = await listFeatures(database, query)
      return { features: rows.map(toFeatureMessage), page: info }
    },
    listPackages: async ({ query, withAssignments }, { context }) => {
      const { rows, info } = await listPackages(database, actorOf(context), query, withAssignments)
      return { packages: rows.map(toPackageMessage), page: info }
    },
    applyCatalog: write(CatalogService.applyCatalog, async ({ catalog, isDryRun }, { context }, tx) => {
      const by = { actor: actorOf(context), caller: callerOf(context) }
      const { added, changed, removed, lost } = await applyCatalog(tx, by, toDraft(catalog), isDryRun, clock)
      return { added: [...added], changed: [...changed], removed: [...removed], lost: lost.map(toLostMessage) }
    }),
  }
}
