import type { Clock } from '@plinth/kit/clock'
import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { CatalogServiceService as CatalogService } from '@plinth/proto/tenancy/v1/catalog.ts'
import { actorOf } from '../actor.ts'
import { toDraft } from './from-message.ts'
import { toCatalogMessage, toFeatureMessage, toPackageMessage } from './to-message.ts'
import { applyCatalog, getCatalog, listFeatures, listPackages } from './verbs.ts'

/** Every caller can read the catalogue; only operators can replace it. */
export function catalogRpc(database: Database, write: Write, clock: Clock): Handlers<typeof CatalogService> {
  return {
    getCatalog: async () => ({ catalog: toCatalogMessage(await getCatalog(database)) }),
    listFeatures: async ({ query }) => {
      const { rows, info } = await listFeatures(database, query)
      return { features: rows.map(toFeatureMessage), page: info }
    },
    listPackages: async ({ query }) => {
      const { rows, info } = await listPackages(database, query)
      return { packages: rows.map(toPackageMessage), page: info }
    },
    applyCatalog: write(CatalogService.applyCatalog, async ({ catalog, isDryRun }, { context }, tx) => {
      const changes = await applyCatalog(tx, actorOf(context), toDraft(catalog), isDryRun, clock)
      return { added: [...changes.added], changed: [...changes.changed], removed: [...changes.removed] }
    }),
  }
}
