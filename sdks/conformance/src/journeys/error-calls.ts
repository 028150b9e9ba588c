import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { eventually } from '@plinth/testkit'
import { type Api, api } from '../../../../e2e/src/api.ts'
import { created } from '../../../../e2e/src/tenant.ts'
import type { Call, CallOptions, ClientOptions } from '../format.ts'
import { type MadeTenant, makeTenant } from './tenants.ts'

/** A call that ends in an error, and the error. */
export interface ErrorCall {
  code: string
  class: string
  status: number
  client: Pick<ClientOptions, 'key' | 'workspaceId' | 'namespaceId'>
  call: Call
}

interface Plinth {
  url: string
  operatorKey: string
}

const operation = (name: string, ids: string[], fields?: Record<string, unknown>, options?: CallOptions): Call => ({
  kind: 'operation',
  operation: name,
  ids,
  ...(fields === undefined ? {} : { fields }),
  ...(options === undefined ? {} : { options }),
})

/** Makes the tenants that they need, and tells the calls that end in errors which a tenant can cause. */
export async function errorCalls(plinth: Plinth): Promise<ErrorCall[]> {
  const operator = api(plinth.url, plinth.operatorKey)
  const [tenant, other, suspended, limited] = await Promise.all([
    makeTenant(plinth),
    makeTenant(plinth),
    makeTenant(plinth),
    makeTenant(plinth),
  ])
  const keyOf = (more: object) => anotherKey(operator, tenant, more)
  const [reader, elsewhere, expiring] = await Promise.all([
    keyOf({ scopes: ['read:all'] }),
    keyOf({ allowed_ips: ['203.0.113.7'] }),
    keyOf({ expires_at: new Date(Date.now() + 2_000).toISOString() }),
    operator.post(`/workspaces/${suspended.workspace.id}/suspend`, {}),
    useUpNamespaces(operator, limited),
  ])
  const second = created(await operator.post('/workspaces', { name: 'Second', owner_id: tenant.user.id }))
  const namespaces = await operator.get(`/namespaces?workspace_id=${second.id}`)
  const [secondNamespace] = (namespaces.json as { data: { id: string }[] }).data
  await tenant.api.post('/namespaces', { name: 'Taken', slug: 'taken' }, { idempotencyKey: 'used-up' })
  await eventually(async () => {
    const { status } = await api(plinth.url, expiring).get('/user')
    if (status !== 401) throw new Error(`the key that expires is answered ${status}`)
  })

  const { key } = tenant
  const of = (code: string, name: string, status: number, call: Call, client: ErrorCall['client'] = { key }) => ({
    ...{ code, class: name, status, client: { key, ...client }, call },
  })
  const listNamespaces = operation('namespaces.list', [])
  const twice = { name: 'Again', slug: 'taken' }
  const operations = Array.from({ length: 101 }, () => ({ action: 'create', data: { name: 'X' } }))
  return [
    of('INVALID_API_KEY', 'AuthenticationError', 401, listNamespaces, { key: makeApiKey('sk_live').key }),
    of('TOKEN_EXPIRED', 'AuthenticationError', 401, listNamespaces, { key: expiring }),
    of('INSUFFICIENT_PERMISSIONS', 'PermissionDeniedError', 403, operation('namespaces.create', [], { name: 'N' }), {
      key: reader,
    }),
    of('IP_NOT_ALLOWED', 'PermissionDeniedError', 403, listNamespaces, { key: elsewhere }),
    of('WORKSPACE_SUSPENDED', 'PermissionDeniedError', 403, listNamespaces, { key: suspended.key }),
    of('NAMESPACE_ACCESS_DENIED', 'PermissionDeniedError', 403, operation('events.list', []), {
      key: plinth.operatorKey,
      workspaceId: tenant.workspace.id,
      namespaceId: secondNamespace?.id ?? '',
    }),
    of('FEATURE_LIMIT_REACHED', 'PermissionDeniedError', 403, operation('namespaces.create', [], { name: 'N' }), {
      key: limited.key,
    }),
    of('MISSING_WORKSPACE_CONTEXT', 'BadRequestError', 400, operation('api-keys.list', []), {
      key: plinth.operatorKey,
    }),
    of('CONTEXT_CONFLICT', 'BadRequestError', 400, operation('members.list', [tenant.workspace.id]), {
      workspaceId: second.id,
    }),
    of('INVALID_PARAMETER', 'BadRequestError', 400, operation('workspaces.list', [], { sort: 'nonsense' })),
    of('RESOURCE_NOT_FOUND', 'NotFoundError', 404, operation('workspaces.get', [other.workspace.id])),
    of('ENDPOINT_NOT_FOUND', 'NotFoundError', 404, { kind: 'request', method: 'GET', path: '/moons' }),
    of('METHOD_NOT_ALLOWED', 'ApiError', 405, { kind: 'request', method: 'PUT', path: '/workspaces', body: {} }),
    of('DUPLICATE_RESOURCE', 'ConflictError', 409, operation('namespaces.create', [], twice)),
    of('STATE_CONFLICT', 'ConflictError', 409, operation('members.delete', [tenant.workspace.id, tenant.user.id])),
    of(
      'PRECONDITION_FAILED',
      'PreconditionFailedError',
      412,
      operation('namespaces.update', [tenant.namespaceId], { name: 'N' }, { ifMatch: '"999-0000"' }),
    ),
    of('VALIDATION_ERROR', 'ValidationError', 422, operation('namespaces.create', [], { name: '' })),
    of('CANNOT_DELETE', 'ValidationError', 422, operation('workspaces.delete', [other.workspace.id]), {
      key: other.key,
    }),
    of(
      'IDEMPOTENCY_KEY_REUSED',
      'ValidationError',
      422,
      operation('namespaces.create', [], { name: 'Another' }, { idempotencyKey: 'used-up' }),
    ),
    of(
      'INVALID_WEBHOOK_URL',
      'ValidationError',
      422,
      operation('webhooks.create', [], { url: 'https://10.0.0.1/hook', events: ['*'] }),
    ),
    of('BATCH_TOO_LARGE', 'ValidationError', 422, operation('namespaces.batch', [], { operations })),
  ]
}

async function anotherKey(operator: Api, { user, workspace }: MadeTenant, more: object): Promise<string> {
  const body = { name: 'Another', user_id: user.id, ...more }
  return String(created(await operator.post('/api-keys', body, { workspace: workspace.id }))['key'])
}

/** The package free has three. */
async function useUpNamespaces(operator: Api, { workspace, api }: MadeTenant) {
  created(await operator.post(`/workspaces/${workspace.id}/packages`, { package: 'free' }))
  for (const name of ['Second', 'Third']) created(await api.post('/namespaces', { name }))
}
