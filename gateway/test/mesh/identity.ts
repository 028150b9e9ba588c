import { PlinthError } from '@plinth/kit/errors'
import type { Expose } from '@plinth/kit/part'
import { ApiKeysServiceService as Keys } from '@plinth/proto/identity/v1/api_keys.ts'
import { KeyReportsServiceService as Reports } from '@plinth/proto/identity/v1/key_reports.ts'
import { OperatorKeysServiceService as OperatorKeys } from '@plinth/proto/identity/v1/operator_keys.ts'
import { OverviewServiceService as Overview } from '@plinth/proto/identity/v1/overview.ts'
import { SearchServiceService as Search } from '@plinth/proto/identity/v1/search.ts'
import { UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import { MembershipsServiceService as Memberships } from '@plinth/proto/tenancy/v1/members.ts'
import { apiKey, operatorKey, page, user } from './rows.ts'
import type { Script } from './script.ts'
import { exposeSessions, type Grants } from './sessions.ts'

const users = [user, { ...user, id: 'usr_joe', name: 'Joe', email: 'joe@example.test' }]

export function exposeIdentity(expose: Expose, script: Script, grants: Grants): void {
  const { answering, seen } = script
  exposeSessions(expose, script, grants)
  expose(Overview, {
    getIdentityOverview: answering(Overview.getIdentityOverview, () => ({ version: '1.0.0' })),
  })
  expose(Search, {
    searchIdentity: answering(Search.searchIdentity, () => ({
      results: [{ type: 'user', id: 'usr_joe', name: 'Joe', workspaceId: '', isExact: false }],
    })),
  })
  expose(Users, {
    createUser: answering(Users.createUser, ({ name, email }) => ({ user: { ...user, name, email } })),
    getUser: answering(Users.getUser, ({ id }) => {
      const found = users.find((one) => one.id === id)
      if (found === undefined) throw new PlinthError('RESOURCE_NOT_FOUND', `no user ${id}`)
      return { user: found }
    }),
    batchGetUsers: answering(Users.batchGetUsers, ({ ids }) => {
      // Identity has followed the end of a user; every other call finds the user again.
      const hasFollowed = seen.at(-2)?.method === Memberships.endUser.path
      return { users: users.filter(({ id }) => ids.includes(id) && !hasFollowed) }
    }),
    listUsers: answering(Users.listUsers, ({ ids }) => ({ users: users.filter(({ id }) => ids.includes(id)), page })),
    listFirstUserIds: answering(Users.listFirstUserIds, ({ ids, count }) => ({
      ids: ids.toSorted().slice(0, count),
      total: ids.length,
    })),
    createEmailVerification: answering(Users.createEmailVerification, () => ({
      email: user.pendingEmail,
      token: 'email_tok_shown_once',
      expiresAt: new Date('2026-01-03T00:00:00.000Z'),
    })),
    verifyEmail: answering(Users.verifyEmail, () => ({
      user: { ...user, email: user.pendingEmail, pendingEmail: '' },
    })),
    suspendUser: answering(Users.suspendUser, () => ({ user: { ...user, status: 'suspended' } })),
    reactivateUser: answering(Users.reactivateUser, () => ({ user })),
    updateUser: answering(Users.updateUser, ({ name = user.name }) => ({ user: { ...user, name, version: 2 } })),
  })
  expose(Keys, {
    createApiKey: answering(Keys.createApiKey, ({ name, userId }, { context }) => {
      if (context.principal?.isOperator && userId === '')
        throw new PlinthError('VALIDATION_ERROR', 'A key needs a user.')
      return { apiKey: { ...apiKey, name }, key: 'sk_live_shown_once' }
    }),
    countApiKeys: answering(Keys.countApiKeys, () => ({ active: 3 })),
    getApiKey: answering(Keys.getApiKey, ({ id }) => ({ apiKey: { ...apiKey, id } })),
    listApiKeys: answering(Keys.listApiKeys, () => ({ apiKeys: [apiKey], page })),
    updateApiKey: answering(Keys.updateApiKey, ({ id }) => ({ apiKey: { ...apiKey, id, version: 2 } })),
    rotateApiKey: answering(Keys.rotateApiKey, ({ id }) => ({
      apiKey: { ...apiKey, id: 'key_2' },
      key: 'sk_live_shown_once',
      previousId: id,
      previousExpiresAt: new Date('2026-01-03T00:00:00.000Z'),
    })),
    revokeApiKey: answering(Keys.revokeApiKey, () => ({})),
  })
  expose(OperatorKeys, {
    createOperatorKey: answering(OperatorKeys.createOperatorKey, ({ name }) => ({
      id: operatorKey.id,
      operatorKey: { ...operatorKey, name },
      key: 'sk_live_shown_once',
    })),
    ensureOperatorKey: answering(OperatorKeys.ensureOperatorKey, () => ({ madeKey: '', hasEnded: false })),
    getOperatorKey: answering(OperatorKeys.getOperatorKey, ({ id }) => ({ operatorKey: { ...operatorKey, id } })),
    listOperatorKeys: answering(OperatorKeys.listOperatorKeys, () => ({ operatorKeys: [operatorKey], page })),
    updateOperatorKey: answering(OperatorKeys.updateOperatorKey, ({ id }) => ({ operatorKey: { ...operatorKey, id } })),
    rotateOperatorKey: answering(OperatorKeys.rotateOperatorKey, ({ id }) => ({
      operatorKey: { ...operatorKey, id: 'key_op2' },
      key: 'sk_live_shown_once',
      previousId: id,
      previousExpiresAt: new Date('2026-01-03T00:00:00.000Z'),
    })),
    revokeOperatorKey: answering(OperatorKeys.revokeOperatorKey, () => ({})),
  })
  expose(Reports, {
    reportKey: answering(Reports.reportKey, ({ lookupId }) => {
      const keyId = grants.get(lookupId)?.principal?.keyId ?? ''
      return { isRevoked: grants.delete(lookupId), keyId }
    }),
  })
}
