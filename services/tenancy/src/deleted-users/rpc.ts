import type { Write } from '@plinth/kit/db'
import { originOf } from '@plinth/kit/events/origin'
import type { Handlers } from '@plinth/kit/rpc'
import { MembershipsServiceService as Memberships } from '@plinth/proto/tenancy/v1/members.ts'
import { callerOf } from '../caller.ts'
import { endUser } from './verbs.ts'

export const deletedUsersRpc = (write: Write): Pick<Handlers<typeof Memberships>, 'endUser'> => ({
  endUser: write(Memberships.endUser, async ({ userId, userVersion }, { context }, tx) => {
    await endUser(tx, callerOf(context), { id: userId, version: userVersion }, originOf(context))
    return {}
  }),
})
