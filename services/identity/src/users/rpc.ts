import type { Clock } from '@plinth/kit/clock'
import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { type User as UserMessage, UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import { callerOf } from '../caller.ts'
import { statusOf, type User } from './user.ts'
import { createUser, getUser, getUsers, listFirstUserIds, listUsers, setUserStatus, updateUser } from './verbs.ts'
import { createEmailVerification, verifyEmail } from './verification-verbs.ts'

export function usersRpc(database: Database, write: Write, clock: Clock): Handlers<typeof Users> {
  return {
    createUser: write(Users.createUser, async (request, call, tx) => ({
      user: toMessage(await createUser(tx, callerOf(call.context), request, clock)),
    })),
    getUser: async ({ id }) => ({ user: toMessage(await getUser(database, id)) }),
    batchGetUsers: async ({ ids }) => ({ users: (await getUsers(database, ids)).map(toMessage) }),
    listUsers: async ({ ids, query }) => {
      const { rows, info } = await listUsers(database, ids, query)
      return { users: rows.map(toMessage), page: info }
    },
    listFirstUserIds: ({ ids, query, count }) => listFirstUserIds(database, ids, query, count),
    updateUser: write(Users.updateUser, async ({ id, workspaceIds, ...changes }, call, tx) => ({
      user: toMessage(await updateUser(tx, callerOf(call.context), id, changes, workspaceIds)),
    })),
    createEmailVerification: write(Users.createEmailVerification, ({ id }, call, tx) =>
      createEmailVerification(tx, callerOf(call.context), id),
    ),
    verifyEmail: write(Users.verifyEmail, async ({ token, workspaceIds }, call, tx) => ({
      user: toMessage(await verifyEmail(tx, callerOf(call.context), token, workspaceIds)),
    })),
    suspendUser: write(Users.suspendUser, async ({ id, workspaceIds }, call, tx) => ({
      user: toMessage(await setUserStatus(tx, callerOf(call.context), id, 'suspended', workspaceIds)),
    })),
    reactivateUser: write(Users.reactivateUser, async ({ id, workspaceIds }, call, tx) => ({
      user: toMessage(await setUserStatus(tx, callerOf(call.context), id, 'active', workspaceIds)),
    })),
  }
}

const toMessage = (user: User): UserMessage => ({
  ...user,
  pendingEmail: user.pendingEmail ?? '',
  status: statusOf(user),
})
