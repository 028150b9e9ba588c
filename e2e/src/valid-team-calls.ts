import { randomBytes } from 'node:crypto'
import type { ValidCall } from '@plinth/gateway/every-operation'
import type { Api } from './api.ts'
import { created, type Tenant } from './tenant.ts'

const word = () => randomBytes(6).toString('hex')

/** Calls about members, invitations and namespaces that succeed, and what their ids are. */
export function validTeamCalls({ operator, operatorKey, tenant }: TeamCaller) {
  const path = `/workspaces/${tenant.workspace.id}`
  const newUser = async () => created(await operator.post('/users', { name: 'Jo', email: `${word()}@example.test` }))
  const newMember = async () => {
    const { id } = await newUser()
    const answer = await operator.post(`${path}/members`, { user_id: id, role: 'admin' })
    if (answer.status !== 201) throw new Error(answer.text)
    return id
  }
  const invite = async (email = `${word()}@example.test`) =>
    created(await tenant.api.post(`${path}/invitations`, { email, role: 'member' }))
  const newInvitation = async () => (await invite()).id
  const newNamespace = async () => created(await tenant.api.post('/namespaces', { name: word() })).id

  const special: Record<string, () => Promise<Partial<ValidCall>>> = {
    'members.create': async () => ({ key: operatorKey, body: { user_id: (await newUser()).id, role: 'member' } }),
    'members.update': async () => ({ params: { user_id: await newMember() } }),
    'members.delete': async () => ({ params: { user_id: await newMember() } }),
    'invitations.create': async () => ({ body: { email: `${word()}@example.test`, role: 'member' } }),
    'invitations.delete': async () => ({ params: { invitation_id: await newInvitation() } }),
    // A member may: it stays what it is.
    'invitations.accept': async () => ({ body: { token: (await invite(String(tenant.user['email'])))['token'] } }),
    'namespaces.create': async () => ({ body: { name: word() } }),
    'namespaces.update': async () => ({ params: { namespace_id: await newNamespace() } }),
    'namespaces.delete': async () => ({ params: { namespace_id: await newNamespace() } }),
    'namespaces.set-default': async () => ({ params: { namespace_id: await newNamespace() } }),
  }
  return { params: { invitation_id: newInvitation, namespace_id: newNamespace }, special }
}

interface TeamCaller {
  operator: Api
  operatorKey: string
  tenant: Tenant
}
