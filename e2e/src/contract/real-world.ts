import { randomUUID } from 'node:crypto'
import type { World } from '@plinth/gateway/every-operation'
import { make, webhookReceiver } from '@plinth/testkit'
import { ask } from '../../../gateway/test/mesh/ask.ts'
import { api } from '../api.ts'
import { created } from '../tenant.ts'
import type { Topology } from '../topology.ts'
import { type CallMaker, unlimitedTenant, validCalls } from '../valid-calls.ts'

/** The real services, with two tenants in them. */
export interface RealWorld extends World {
  topology: Topology
  /** Calls of the other tenant, for its ids. */
  theirCall: CallMaker
  /** A user whom every member of the first tenant's workspace sees. */
  userId: string
  /** A key with every scope of another user, who has this role in the first tenant's workspace. */
  keyOfRole(role: 'admin' | 'member'): Promise<string>
  stop(): Promise<void>
}

/** Many keys, and strangers from any address. */
export const contractSettings = { IDENTITY_ACTIVE_KEYS_MAX: '10000', GATEWAY_TRUSTED_PROXIES: '127.0.0.1' }

export async function realWorld(start: (settings: Record<string, string>) => Promise<Topology>): Promise<RealWorld> {
  const topology = await start(contractSettings)
  const receiver = await webhookReceiver()
  receiver.answerWith(({ path }) => ({ status: path === '/broken' ? 500 : 200 }))
  const [mine, theirs] = [await unlimitedTenant(topology), await unlimitedTenant(topology)]
  const operator = api(topology.url, topology.operatorKey)
  const keys = new Map<string, Promise<string>>()
  const newKey = async (scopes: string[]) => {
    const body = { name: 'Narrow', user_id: mine.user.id, scopes, all_workspaces: true }
    return String(created(await operator.post('/api-keys', body, { workspace: mine.workspace.id }))['key'])
  }
  const newKeyOfRole = async (role: string) => {
    const user_id = created(await operator.post('/users', { name: 'Grace', email: `${randomUUID()}@example.test` })).id
    const added = await operator.post(`/workspaces/${mine.workspace.id}/members`, { user_id, role })
    if (added.status !== 201) throw new Error(added.text)
    const body = { name: role, user_id, scopes: ['manage:all', 'metering'] }
    return String(created(await operator.post('/api-keys', body, { workspace: mine.workspace.id }))['key'])
  }
  const keysOfRoles = new Map<string, Promise<string>>()
  return {
    topology,
    ask: (method, path, options) => ask(topology.url + path, method, options),
    call: validCalls(topology, mine, receiver),
    theirCall: validCalls(topology, theirs, receiver),
    keyWith: (scopes = ['manage:all', 'metering']) => {
      const wanted = scopes.join(' ')
      const key = keys.get(wanted) ?? newKey(scopes)
      keys.set(wanted, key)
      return key
    },
    userId: mine.user.id,
    keyOfRole: (role) => {
      const key = keysOfRoles.get(role) ?? newKeyOfRole(role)
      keysOfRoles.set(role, key)
      return key
    },
    home: mine.workspace.id,
    missing: make.id('wks'),
    foreign: theirs.workspace.id,
    async stop() {
      await topology.stop()
      await receiver.close()
    },
  }
}
