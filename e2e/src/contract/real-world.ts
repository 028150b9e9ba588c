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
    home: mine.workspace.id,
    missing: make.id('wks'),
    foreign: theirs.workspace.id,
    async stop() {
      await topology.stop()
      await receiver.close()
    },
  }
}
