import type { HttpRequest, LedgerLoad, Server } from '../load/variant.ts'
import type { Plinth } from './plinths.ts'
import { joinSeeded, seededNamespaceIds, seededWorkspaceId, seedLedger } from './seed-ledger.ts'
import { seedWorkspaces } from './seed-workspaces.ts'
import { type Customer, newCustomers } from './tenants.ts'

/** A Plinth with customers and data, and the calls that are measured on it. */
export interface Subject extends Server {
  name: string
  tenancyDatabase: string
  /** Every customer reads its own workspace; with other keys for a server that has keys of its own. */
  reads(keys?: readonly string[]): HttpRequest[]
  /** Every customer creates one more workspace. */
  creates: readonly HttpRequest[]
  /** One customer creates them all. */
  createsOfOneUser: readonly HttpRequest[]
  /** Every customer renames its own workspace. */
  renames: readonly HttpRequest[]
  /** Of the workspaces that are renamed. */
  workspaceIds: readonly string[]
  /** The first pages of a list. */
  lists: Readonly<Record<string, readonly HttpRequest[]>>
  checks(consistency: 'strong' | 'fast'): HttpRequest[]
  consumesOfOneBalance: readonly HttpRequest[]
  /** Of a thousand balances. */
  consumesOfMany: readonly HttpRequest[]
  /** The same consumes, for a caller of tenancy. */
  ledger: Pick<LedgerLoad, 'userId'> & { ofOneBalance: readonly string[]; ofMany: readonly string[] }
}

export interface SubjectSize {
  customers: number
  /** Workspaces, and namespaces with a balance each; records of usage are ten times as many. */
  rows: number
}

/** Workspaces of the tenant whose lists are measured. */
const ownRows = 1_000
const listOwnersMax = 20

export async function prepare(plinth: Plinth, { customers: count, rows }: SubjectSize): Promise<Subject> {
  const { name, url, pids, tenancyDatabase, operatorKey } = plinth
  // Each has the business tier's 500 calls at once and 50 a second: enough customers are never refused.
  const customers = await newCustomers(plinth, count, { tier: 'business' })
  const [owner] = await newCustomers(plinth, 1, { tier: 'enterprise', allWorkspaces: true })
  if (owner === undefined) throw new Error('there is no owner')
  const others = customers.slice(0, listOwnersMax).map(({ user }) => user.id)
  await seedWorkspaces(tenancyDatabase, { rows, ownRows, ownerId: owner.user.id, otherIds: others })
  await seedLedger(tenancyDatabase, { namespaces: rows, records: rows * 10 })
  await joinSeeded(tenancyDatabase, owner.user.id)
  const seeded = seededNamespaceIds(rows)
  const inSeeded = { ...authorization(owner.key), 'x-workspace-id': seededWorkspaceId }
  return {
    ...{ name, url, pids, tenancyDatabase },
    reads: (keys = customers.map(({ key }) => key)) =>
      customers.map(({ workspace }, at) => ({
        method: 'GET',
        path: `/api/v1/workspaces/${workspace.id}`,
        headers: authorization(keys[at] ?? ''),
      })),
    creates: customers.map(({ key }) => post('/workspaces', authorization(key), { name: 'Acme' })),
    createsOfOneUser: [post('/workspaces', authorization(owner.key), { name: 'Acme' })],
    renames: customers.map(({ workspace, key }) => ({
      ...post(`/workspaces/${workspace.id}`, authorization(key), { name: 'Acme {unique}' }),
      method: 'PATCH',
    })),
    workspaceIds: customers.map(({ workspace }) => workspace.id),
    lists: {
      "a tenant's 1,000, by time": firstPages(owner.key, '-created_at'),
      "a tenant's 1,000, by name": firstPages(owner.key, 'name'),
      'all, by time': firstPages(operatorKey, '-created_at'),
      'all, by name': firstPages(operatorKey, 'name'),
    },
    checks: (consistency) =>
      customers.map((customer) =>
        entitlements(
          customer,
          'check',
          { feature: 'api_calls', quantity: 1, consistency },
          authorization(customer.key),
        ),
      ),
    consumesOfOneBalance: [entitlements(owner, 'consume', { feature: 'api_calls' }, authorization(owner.key))],
    consumesOfMany: seeded.map((namespaceId) =>
      entitlements({ namespaceId }, 'consume', { feature: 'api_calls' }, inSeeded),
    ),
    ledger: { userId: owner.user.id, ofOneBalance: [owner.namespaceId], ofMany: seeded },
  }
}

const authorization = (key: string) => ({ authorization: `Bearer ${key}` })

const entitlements = (
  { namespaceId }: Pick<Customer, 'namespaceId'>,
  verb: 'check' | 'consume',
  body: object,
  headers: Record<string, string>,
) => post(`/namespaces/${namespaceId}/entitlements/${verb}`, headers, body)

const post = (path: string, headers: Record<string, string>, body: object): HttpRequest => ({
  method: 'POST',
  path: `/api/v1${path}`,
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

const firstPages = (key: string, sort: string): HttpRequest[] =>
  [1, 2, 3].map((page) => ({
    method: 'GET',
    path: `/api/v1/workspaces?status=active&sort=${sort}&include=owner,tags&per_page=20&page=${page}`,
    headers: authorization(key),
  }))
