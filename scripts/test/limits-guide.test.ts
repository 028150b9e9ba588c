import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')
const shown = (value: number) => value.toLocaleString('en-US')
const kib = (bytes: number) => (bytes < 1_048_576 ? `${bytes / 1_024} KiB` : `${bytes / 1_048_576} MiB`)

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  propertyNames?: Schema
  additionalProperties?: Schema
  anyOf?: Schema[]
  maxItems?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}
const document: {
  components: { schemas: Record<string, Schema> }
  paths: Record<string, Record<string, { parameters: { name?: string; schema?: Schema }[] }>>
} = JSON.parse(read('docs/openapi.json'))

/** "WebhookCreate.events": the field, or what it is when it is not null. */
function field(path: string): Schema {
  const [name = '', ...names] = path.split('.')
  const found = names.reduce((schema, one) => {
    const inner = schema.properties?.[one]
    assert.ok(inner, path)
    return inner.anyOf?.[0] ?? inner
  }, document.components.schemas[name] ?? {})
  return found
}
const parameter = (path: string, name: string): Schema =>
  document.paths[path]?.['get']?.parameters.find((one) => one.name === name)?.schema ?? {}
const number = (value: number | undefined) => {
  assert.ok(value !== undefined)
  return shown(value)
}

/** The number that the code names so: `nameMax = 16_384`, `nameMax: 16_384`. */
function code(path: string, name: string): number {
  const found = [...read(path).matchAll(new RegExp(`\\b${name}(?::| =) ([\\d_]+)`, 'g'))].map(
    ([, digits = '']) => digits,
  )
  assert.equal(found.length, 1, `${path} has ${found.length} numbers ${name}`)
  return Number(found[0]?.replaceAll('_', ''))
}
const coded = (path: string, name: string) => shown(code(path, name))

/** Both figures of a kind of body. */
function body(name: string): string {
  const [, bytes = '', values = ''] =
    new RegExp(`${name}: BodyLimits = \\{ bytesMax: ([\\d_]+), valuesMax: ([\\d_]+) \\}`).exec(
      read('gateway/src/operation/body-limits.ts'),
    ) ?? []
  return `${kib(Number(bytes.replaceAll('_', '')))} and ${shown(Number(values.replaceAll('_', '')))} values`
}

function setting(name: string): string {
  const row = read('docs/configuration.md')
    .split('\n')
    .find((line) => line.startsWith(`| \`${name}\` |`))
  const [value = ''] = /\d+/.exec(row?.split('|').at(-2) ?? '') ?? []
  return shown(Number(value))
}

const webhooks = 'services/webhooks/src'
const tenancy = 'services/tenancy/src'
const [filter, series] = [`${webhooks}/filters/parse.ts`, `${tenancy}/entitlements/series/verbs.ts`]
const [limits, pages] = ['kit/src/field-limits.ts', 'kit/src/db/page/page-source.ts']

const figures: Record<string, () => string> = {
  'a body': () => body('ordinaryBody'),
  'the body of a batch': () => body('largeBody'),
  'the body of published events': () => body('eventsBody'),
  'the body of the catalogue or of event types': () => body('catalogBodyLimits'),
  'the body of a sign-in or of the report of a key': () => body('strangersBody'),
  'operations of a batch': () => number(field('BatchWorkspacesBody.operations').maxItems),
  'checks of a batch': () => number(field('EntitlementCheckBatch.checks').maxItems),
  'rows of a page': () => coded('gateway/src/http/pipeline/list/parse-list-query.ts', 'perPageMax'),
  'events of a page, changes of a page of the audit log, payloads of a poll, attempts of a delivery': () =>
    kib(code('kit/src/db/page/page-bytes.ts', 'pageBytesMax')),
  'exports of the audit log of a workspace, a user or an operator key at once, in each gateway': () =>
    shown(Math.floor(code('gateway/src/start.ts', 'lineStreamsMax') / 5)),
  'event streams of a key at once, in each gateway': () =>
    coded('gateway/src/http/event-streams/event-streams.ts', 'ofKeyMax'),
  '[heavy calls](rate-limiting.md#read-the-headers) of a workspace or a user at once, in each gateway; others wait':
    () => coded('gateway/src/http/pipeline/heavy-calls.ts', 'heavyAtOnceMax'),
  'wait of a heavy call for its turn': () =>
    `${code('gateway/src/http/pipeline/heavy-calls.ts', 'heavyWaitMsMax') / 1_000} seconds`,
  'workspaces that a user made': () => `${setting('TENANCY_WORKSPACES_PER_USER')} (default)`,
  'characters of a name': () => number(field('WorkspaceCreate.name').maxLength),
  'characters of a slug': () => number(field('WorkspaceCreate.slug').maxLength),
  'characters of an email address': () => number(field('UserCreate.email').maxLength),
  'characters of the description of a namespace': () => number(field('NamespaceCreate.description').maxLength),
  '`settings`': () => kib(code(`${tenancy}/fields/settings.ts`, 'bytesMax')),
  '`tags`': () => {
    const { maxItems, items } = field('WorkspaceCreate.tags')
    return `${number(maxItems)} of ${number(items?.maxLength)} characters`
  },
  '`metadata`': () => {
    const { propertyNames, additionalProperties } = field('WorkspaceCreate.metadata')
    const pairs = coded(limits, 'pairsMax')
    return `${pairs} pairs of ${number(propertyNames?.maxLength)} and ${number(additionalProperties?.maxLength)} characters`
  },
  'life of an invitation': () => `${coded(`${tenancy}/invitations/invitation.ts`, 'lifeDays')} days`,
  'life of the token that verifies an address': () =>
    `${coded('services/identity/src/users/verification-store.ts', 'lifeHours')} hours`,
  'active keys of a workspace': () => `${setting('IDENTITY_ACTIVE_KEYS_MAX')} (default)`,
  'scopes of a key': () => number(field('ApiKeyCreate.scopes').maxItems),
  '`allowed_ips` of a key': () => number(field('ApiKeyCreate.allowed_ips').maxItems),
  'grace period of a rotation': () => `${number(field('ApiKeyRotate.grace_period_hours').maximum)} hours`,
  'life of a link that signs in to the console': () => {
    const { minimum, maximum } = field('SignInLinkCreate.expires_in_seconds')
    return `${number(minimum)} to ${number(maximum)} seconds`
  },
  'sign-in links of a key': () => coded('services/identity/src/sessions/sign-in-link.ts', 'linksOfKeyMax'),
  'sessions of a key': () => coded('services/identity/src/sessions/session.ts', 'sessionsOfKeyMax'),
  'features of the catalogue': () => number(field('CatalogApply.features').maxItems),
  'packages of the catalogue': () => number(field('CatalogApply.packages').maxItems),
  'packages of a workspace or namespace': () =>
    coded(`${tenancy}/entitlements/grants/held-package.ts`, 'heldPackagesMax'),
  'boosts of a workspace or namespace': () => coded(`${tenancy}/entitlements/grants/held-boost.ts`, 'heldBoostsMax'),
  'life of a reservation': () => `${number(field('EntitlementReserve.ttl_seconds').maximum)} seconds`,
  'time for which an `event_id` counts once': () =>
    `${coded(`${tenancy}/entitlements/consume/event-store.ts`, 'keptDays')} days`,
  'span of a series by hour': () => `${coded(series, 'daysMax = \\{ hour')} days`,
  'span of a series by day': () => `${coded(series, 'daysMax = \\{ hour: \\d+, day')} days`,
  'webhooks of a workspace': () => `${setting('WEBHOOKS_ENDPOINTS_MAX')} (default)`,
  'characters of a URL': () => number(field('WebhookCreate.url').maxLength),
  'characters of a description': () => number(field('WebhookCreate.description').maxLength),
  'event names of a webhook': () => number(field('WebhookCreate.events').maxItems),
  'custom headers of a webhook': () => {
    const most = coded('gateway/src/resources/webhook-fields.ts', 'pairsMax')
    return `${most}, with values of ${number(field('WebhookCreate.headers').additionalProperties?.maxLength)} characters`
  },
  'delays of `retry_schedule_seconds`': () => {
    const { maxItems, items } = field('WebhookCreate.retry_schedule_seconds')
    return `${number(maxItems)} of ${number(items?.maximum)} seconds`
  },
  '`namespace_ids` of a webhook': () => number(field('WebhookCreate.namespace_ids').maxItems),
  '`channels` of a webhook': () => number(field('WebhookCreate.channels').maxItems),
  'a filter': () =>
    `${coded(filter, 'conditionsMax')} conditions, ${coded(filter, 'depthMax')} nested objects, ${coded(filter, 'charactersMax')} characters`,
  '`rate_limit`': () => `${number(field('WebhookCreate.rate_limit.per_second').maximum)} a second`,
  'characters of a secret that you supply': () => {
    const [, least = '', most = ''] = /\{(\d+),(\d+)\}\$\//.exec(read(`${webhooks}/endpoints/secret.ts`)) ?? []
    return `${least} to ${most}`
  },
  'duration of an attempt': () => `${setting('WEBHOOKS_TIMEOUT_MS')} ms (default)`,
  'tests of a workspace or a user at once, in each webhooks process': () =>
    coded(`${webhooks}/endpoint-tests/test-endpoint.ts`, 'ofOneMax'),
  'deliveries of a period that a replay or retry looks at': () =>
    coded(`${webhooks}/replays/choice-store.ts`, 'countedMax'),
  '`ids` of a retry': () => number(field('DeliveryRetry.ids').maxItems),
  'deliveries, usage records or log entries that a page by cursor searches under a filter without an index': () =>
    coded(pages, 'scannedRows = { rowsMax'),
  'of those that all pages by number search': () => coded(pages, 'numberedMax'),
  'deliveries of a poll': () => number(parameter('/webhooks/{webhook_id}/poll', 'limit').maximum),
  'wait of a poll': () => `${number(parameter('/webhooks/{webhook_id}/poll', 'wait_seconds').maximum)} seconds`,
  'lease of a poll': () => `${number(parameter('/webhooks/{webhook_id}/poll', 'lease_seconds').maximum)} seconds`,
  '`delay_seconds` of a `nack`': () => number(field('PollNack.delay_seconds').maximum),
  'polls of a workspace that wait at once, in each webhooks process': () =>
    coded(`${webhooks}/polling/waiters.ts`, 'perWorkspaceMax'),
  'buckets of a series of attempts': () => coded(`${webhooks}/attempt-counts/series-verbs.ts`, 'pointsMax'),
  '`data` of an event': () => kib(code(`${webhooks}/publishing/publication.ts`, 'dataBytesMax')),
  'events of a batch': () => number(field('EventPublishBatch.events').maxItems),
  '`channels` of an event': () => number(field('EventPublish.channels').maxItems),
  'characters of an event type': () => number(field('EventPublish.type').maxLength),
  'characters of an `event_id`': () => number(field('EventPublish.event_id').maxLength),
  'characters of an `ordering_key`': () => number(field('EventPublish.ordering_key').maxLength),
  'events, deliveries and attempts': () => `${setting('WEBHOOKS_RETENTION_DAYS')} days (default)`,
  'entries of the audit log': () => `${setting('AUDIT_RETENTION_DAYS')} days (default)`,
  'single calls in the request log': () => `${setting('TENANCY_REQUEST_LOG_DAYS')} days (default)`,
  'single usage records': () => `${setting('TENANCY_LEDGER_DAYS')} days (default)`,
  'changes of plans, packages and boosts that have ended': () => `${setting('TENANCY_LEDGER_DAYS')} days (default)`,
  'counts of attempts by minute, hour and day': () => {
    const [, days = ''] = /keptDays[^{]*\{([^}]*)\}/.exec(read(`${webhooks}/attempt-counts/attempt-counts.ts`)) ?? []
    const [minutes, hours, byDay] = days.match(/\d+/g) ?? []
    return `${minutes}, ${hours} and ${byDay} days`
  },
}

describe('the page of limits', () => {
  const rows = [...read('docs/guides/limits.md').matchAll(/^\| (?!Limit)([^|]+) \| ([^|]+) \|$/gm)]

  it('has a row for each limit, and no other', () => {
    assert.deepEqual(
      rows.map(([, limit]) => limit),
      Object.keys(figures),
    )
  })

  for (const [, limit = '', figure] of rows)
    it(`has the figure of the code for ${limit}`, () => assert.equal(figure, figures[limit]?.()))
})
