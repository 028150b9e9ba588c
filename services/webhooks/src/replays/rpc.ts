import type { Clock } from '@plinth/kit/clock'
import type { Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { ReplaysServiceService as Replays } from '@plinth/proto/webhooks/v1/replays.ts'
import { countRetry, retryDeliveries } from './retry-verbs.ts'
import type { ReplayVerbs } from './verbs.ts'

export function replaysRpc(verbs: ReplayVerbs, write: Write, clock: Clock): Handlers<typeof Replays> {
  const counted = (total: number) => ({ id: '', endpointId: '', status: '', total, done: 0, createdAt: undefined })
  return {
    createReplay: write(Replays.createReplay, async ({ isDryRun, ...request }, { context }, tx) => ({
      replay: isDryRun
        ? counted(await verbs.countReplay(tx, context, request))
        : await verbs.createReplay(tx, context, request),
    })),
    retryDeliveries: write(Replays.retryDeliveries, async (request, { context }, tx) => ({
      replays: await (request.isDryRun
        ? countRetry(tx, context, request)
        : retryDeliveries(tx, context, request, clock)),
    })),
    getReplay: async ({ endpointId, id }, { context }) => ({ replay: await verbs.getReplay(context, endpointId, id) }),
    cancelReplay: write(Replays.cancelReplay, async ({ endpointId, id }, { context }, tx) => {
      await verbs.cancelReplay(tx, context, endpointId, id)
      return {}
    }),
  }
}
