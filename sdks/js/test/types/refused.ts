import { ApiError, Client, type Page, responseOf, type WebhookEvent, type Workspace } from '../../src/index.ts'
import { nodeWebhookHandler, verifyWebhook } from '../../src/webhooks.ts'

declare const client: Client
declare const error: unknown
declare const event: WebhookEvent
declare const page: Page<Workspace>
declare const words: string[]

/** Forty uses that must not compile; a line that compiles is an error of its own. */
export const uses: (() => unknown)[] = [
  // @ts-expect-error a key is a text
  () => new Client(42),
  // @ts-expect-error not an option
  () => new Client('sk_live_x', { baseURL: 'https://plinth.example.com' }),
  // @ts-expect-error milliseconds, not a text
  () => new Client('sk_live_x', { timeout: '30s' }),
  // @ts-expect-error no page of Plinth
  () => Client.session({ page: 'shop' }),
  // @ts-expect-error a session has no key
  () => Client.session({ page: 'console', key: 'sk_live_x' }),
  // @ts-expect-error not a part of the context
  () => client.withContext({ workspace_id: 'wks_1' }),
  // @ts-expect-error no such resource
  () => client.workspace.list(),
  // @ts-expect-error no such method
  () => client.workspaces.remove('wks_1'),
  // @ts-expect-error the name is missing
  () => client.workspaces.create({ slug: 'acme' }),
  // @ts-expect-error the feature is missing
  () => client.entitlements.series('ns_1'),
  // @ts-expect-error no such field
  () => client.workspaces.create({ name: 'Acme', colour: 'red' }),
  // @ts-expect-error a name is a text
  () => client.workspaces.create({ name: 7 }),
  // @ts-expect-error a name cannot be cleared
  () => client.workspaces.create({ name: null }),
  // @ts-expect-error tags is a list
  () => client.workspaces.create({ name: 'Acme', tags: 'a,b' }),
  // @ts-expect-error the id is missing
  () => client.workspaces.get(),
  // @ts-expect-error an id is a text
  () => client.workspaces.get(1),
  // @ts-expect-error fields come before options
  () => client.workspaces.get('wks_1', { timeout: 1_000 }),
  // @ts-expect-error no such include
  () => client.workspaces.get('wks_1', { include: ['tag'] }),
  // @ts-expect-error include is a list
  () => client.workspaces.get('wks_1', { include: 'tags' }),
  // @ts-expect-error a list of any words
  () => client.workspaces.get('wks_1', { include: words }),
  // @ts-expect-error this resource includes nothing
  () => client.webhooks.get('wh_1', { include: ['tags'] }),
  // @ts-expect-error no such field to choose
  () => client.workspaces.get('wks_1', { fields: ['nmae'] }),
  // @ts-expect-error tags may be missing
  async () => (await client.workspaces.get('wks_1')).tags.length,
  // @ts-expect-error tags were asked for, metadata not
  async () => (await client.workspaces.get('wks_1', { include: ['tags'] })).metadata['a'],
  // @ts-expect-error the owner may be null
  async () => (await client.workspaces.get('wks_1', { include: ['owner'] })).owner.email,
  // @ts-expect-error only id and name
  async () => (await client.workspaces.get('wks_1', { fields: ['name'] })).slug,
  // @ts-expect-error the row has only id and name
  async () => (await client.workspaces.list({ fields: ['name'] })).data[0]?.slug,
  // @ts-expect-error no such status
  () => client.workspaces.list({ status: 'activ' }),
  // @ts-expect-error no such filter beside a right one
  () => client.workspaces.list({ status: 'active', owner: 'usr_1' }),
  // @ts-expect-error no such order
  () => client.workspaces.list({ sort: ['tier'] }),
  // @ts-expect-error all() has no page
  () => client.workspaces.all({ page: 2 }),
  // @ts-expect-error everything is iterated asynchronously
  () => [...client.workspaces.all()],
  // @ts-expect-error what is paid for has no slug
  async () => (await client.namespaces.list({ paid_by: 'wks_1' })).data[0]?.slug,
  // @ts-expect-error a dry run has no id
  async () => (await client.replays.create('wh_1', { since: 'now', dry_run: true })).id,
  // @ts-expect-error undefined if the object still has its etag
  async () => (await client.workspaces.get('wks_1', undefined, { ifNoneMatch: '"3"' })).name,
  // @ts-expect-error a read has no If-Match
  () => client.workspaces.get('wks_1', undefined, { ifMatch: '"3"' }),
  // @ts-expect-error the code of an error is a text
  () => error instanceof ApiError && error.code === 404,
  // @ts-expect-error an attribute of another event
  () => event.type === 'workspace.created' && event.data.object.attributes.url,
  // @ts-expect-error rows are no answers, and numbers are nothing
  () => page.data.push(responseOf(3)),
  // @ts-expect-error no such scheme, and a secret is needed
  () => [verifyWebhook('{}', {}, 'whsec_x', { scheme: 'none' }), nodeWebhookHandler(() => undefined)],
]
