import type { Clock } from '@plinth/kit/clock'
import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { type Boost as BoostMessage, BoostsServiceService as Boosts } from '@plinth/proto/tenancy/v1/boosts.ts'
import { actorOf } from '../actor.ts'
import { callerOf } from '../caller.ts'
import { toOwnerName } from '../owners/from-message.ts'
import type { Boost } from './boost.ts'
import { durations, toWanted, types } from './from-message.ts'
import * as verbs from './verbs.ts'

export function boostsRpc(database: Database, write: Write, clock: Clock): Handlers<typeof Boosts> {
  const changeBy = (context: CallContext) => ({ caller: callerOf(context), actor: actorOf(context), clock })
  return {
    listBoosts: async ({ owner, query }, { context }) => {
      const { rows, info } = await verbs.listBoosts(database, callerOf(context), toOwnerName(owner), query)
      return { boosts: rows.map(toMessage), page: info }
    },
    createBoost: write(Boosts.createBoost, async (request, { context }, tx) => {
      const { owner, feature } = request
      return {
        boost: toMessage(
          await verbs.createBoost(tx, changeBy(context), toOwnerName(owner), feature, toWanted(request)),
        ),
      }
    }),
    deleteBoost: write(Boosts.deleteBoost, async ({ owner, id }, { context }, tx) => {
      await verbs.deleteBoost(tx, changeBy(context), toOwnerName(owner), id)
      return {}
    }),
  }
}

const toMessage = (boost: Boost): BoostMessage => ({
  ...boost,
  type: types[boost.type],
  duration: durations[boost.duration],
})
