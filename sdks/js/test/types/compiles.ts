import {
  AbortedError,
  ApiError,
  Client,
  type ErrorCode,
  type Page,
  RateLimitError,
  type ResponseInfo,
  responseOf,
  SdkError,
  type TransportError,
  TransportTimeout,
  type WebhookEvent,
  type Workspace,
  type WorkspaceCreate,
} from '../../src/index.ts'
import { nodeWebhookHandler, signWebhook, verifyWebhook, webhookHandler } from '../../src/webhooks.ts'

type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false

/** Compiles only if the value is of exactly this type. */
const exactly =
  <Type>() =>
  <Given>(value: Given, ..._same: Same<Type, Given> extends true ? [] : ['another type']) =>
    value

declare const client: Client
declare const error: unknown
declare const event: WebhookEvent
declare const someIncludes: ('tags' | 'owner')[]
declare const someFields: ('id' | 'name')[]
declare const dryRun: boolean

/** Forty uses that must compile. */
export const uses: (() => unknown)[] = [
  () => new Client(),
  () => new Client('sk_live_x', { baseUrl: 'https://plinth.example.com', workspaceId: 'wks_1', timeout: 1_000 }),
  () => new Client(undefined, { logger: { debug: () => undefined, warn: (line: string) => line.length } }),
  () => new Client('sk_live_x', { fetch: globalThis.fetch, appInfo: { name: 'shop', version: '2.0' } }),
  () => Client.session({ page: 'console' }),
  () => exactly<Client>()(client.withContext({ workspaceId: 'wks_1' })),
  async () =>
    exactly<Workspace>()(await client.workspaces.create({ name: 'Acme', settings: { timezone: 'UTC', own: 1 } })),
  () => client.workspaces.create({ name: 'Acme', slug: undefined, tags: ['a'] as readonly string[] }),
  () => client.namespaces.update('ns_1', { description: null, workspace_id: null }),
  async () => exactly<string>()((await client.workspaces.get('wks_1')).name),
  async () => exactly<string[] | undefined>()((await client.workspaces.get('wks_1')).tags),
  async () => exactly<string[]>()((await client.workspaces.get('wks_1', { include: ['tags'] })).tags),
  async () => (await client.workspaces.get('wks_1', { include: ['tags', 'owner'] })).owner?.email,
  async () =>
    exactly<Record<string, string> | undefined>()(
      (await client.workspaces.get('wks_1', { include: ['tags'] })).metadata,
    ),
  async () => exactly<string[] | undefined>()((await client.workspaces.get('wks_1', { include: someIncludes })).tags),
  async () => exactly<'id' | 'name'>()(keys(await client.workspaces.get('wks_1', { fields: ['name'] }))),
  async () => exactly<string>()((await client.workspaces.get('wks_1', { fields: someFields })).id),
  async () => exactly<string | undefined>()((await client.workspaces.get('wks_1', { fields: someFields })).name),
  async () => {
    const row = await client.workspaces.get('wks_1', { fields: ['tags'], include: ['tags'] })
    return exactly<string[]>()(row.tags)
  },
  async () => {
    for (const row of await client.workspaces.list({ status: 'active', sort: ['-created_at', 'name'] })) return row.slug
    return undefined
  },
  async () => {
    for await (const row of client.workspaces.all({ include: ['tags'] })) return exactly<string[]>()(row.tags)
    return undefined
  },
  async () => exactly<number>()((await client.workspaces.list({ page: 2, per_page: 50 })).meta.total),
  async () => {
    const page: Page<{ id: string }> = await client.webhooks.list()
    return page.hasNextPage() ? page.nextPage() : undefined
  },
  async () => (await client.workspaces.all().toArray()).map((row) => row.id),
  async () =>
    exactly<string>()((await client.namespaces.list({ owner_type: 'User' })).data.map(({ slug }) => slug).join()),
  async () => (await client.namespaces.list({ paid_by: 'wks_1' })).data.map(({ usage }) => usage['api_calls']),
  async () => exactly<number>()((await client.replays.create('wh_1', { since: 'now', dry_run: true })).total),
  async () => exactly<string>()((await client.replays.create('wh_1', { since: 'now' })).id),
  async () => (await client.replays.create('wh_1', { since: 'now', dry_run: dryRun })).total,
  async () => exactly<void>()(await client.webhooks.delete('wh_1', { ifMatch: '"3"' })),
  async () => (await client.workspaces.get('wks_1', undefined, { ifNoneMatch: '"3"' }))?.name,
  () =>
    client.apiKeys.rotate(
      'key_1',
      { grace_period_hours: 1 },
      { idempotencyKey: 'mine', signal: AbortSignal.timeout(9) },
    ),
  async () => {
    const { status } = await client.workspaces.get('wks_1')
    return status === 'active' || status === 'of a newer server'
  },
  async () =>
    exactly<number>()(
      await client.entitlements.withReservation(
        'ns_1',
        { feature: 'f', quantity: 1, ttl_seconds: 9 },
        ({ quantity }) => quantity,
      ),
    ),
  async () =>
    exactly<{ moons: number }>()(await client.request<{ moons: number }>('GET', '/moons', { query: { a: 1 } })),
  async () => exactly<ResponseInfo>()(responseOf(await client.workspaces.list())),
  () => {
    if (error instanceof RateLimitError) return exactly<number | undefined>()(error.retryAfter)
    if (error instanceof ApiError && error.code === 'DUPLICATE_RESOURCE')
      return [exactly<string | undefined>()(error.requestId), error.details['conflicting_field']?.join()]
    if (error instanceof TransportTimeout) return error satisfies TransportError
    return error instanceof AbortedError || (error instanceof SdkError && error.idempotencyKey !== undefined)
  },
  () => ['RESOURCE_NOT_FOUND', 'OF_A_NEWER_SERVER'] satisfies ErrorCode[],
  () => {
    switch (event.type) {
      case 'workspace.created':
        return exactly<string>()(event.data.object.attributes.name)
      case 'invoice.paid':
        return exactly<number>()(event.data.amount)
      case 'api_key.revoked':
        return event.data.object.type satisfies 'api_key'
      default:
        return event.id
    }
  },
  async () => {
    const input = { name: 'Acme' } satisfies WorkspaceCreate
    for await (const line of client.auditLog.export({ from: '2026-01-01' }, { timeout: 5_000 })) exactly<string>()(line)
    const { body, headers } = await signWebhook(input, ['whsec_new', 'whsec_old'])
    const handlers = [
      webhookHandler('whsec_x', ({ type }) => type),
      nodeWebhookHandler(['whsec_x'], async () => undefined),
    ]
    return [handlers, await verifyWebhook(body, headers, 'whsec_x', { scheme: 'body', tolerance: 60 })]
  },
]

declare module '../../src/index.ts' {
  interface ProductEvents {
    'invoice.paid': { amount: number }
  }
}

declare function keys<Row extends object>(row: Row): keyof Row
