import { randomBytes } from 'node:crypto'
import type { ValidCall } from '@plinth/gateway/every-operation'
import type { Api } from './api.ts'
import { created, type Tenant } from './tenant.ts'

const word = () => randomBytes(6).toString('hex')

/** Calls about users that succeed. */
export function validUserCalls({ operator, operatorKey, tenant }: UserCaller) {
  const asOperator = { key: operatorKey }
  const newUser = async () => created(await operator.post('/users', { name: 'Jo', email: `${word()}@example.test` })).id
  const own = `/users/${tenant.user.id}`
  const special: Record<string, () => Promise<Partial<ValidCall>>> = {
    'users.create': async () => ({ ...asOperator, body: { name: 'Jane', email: `${word()}@example.test` } }),
    'users.update': async () => ({ body: { name: word() } }),
    'users.create-email-verification': async () => ({ ...asOperator, params: { user_id: await newUser() } }),
    'users.verify-email': async () => {
      await operator.patch(own, { email_verified: false })
      return { body: { token: created(await operator.post(`${own}/email-verification`, {}))['token'] } }
    },
    'users.delete': async () => ({ ...asOperator, params: { user_id: await newUser() } }),
    'users.suspend': async () => ({ ...asOperator, params: { user_id: await newUser() } }),
    'users.reactivate': async () => {
      const user_id = await newUser()
      await operator.post(`/users/${user_id}/suspend`, {})
      return { ...asOperator, params: { user_id } }
    },
  }
  return { special }
}

interface UserCaller {
  operator: Api
  operatorKey: string
  tenant: Tenant
}
