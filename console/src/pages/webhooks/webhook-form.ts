import type { Webhook, WebhookUpdate } from '../../api/sdk.ts'

/** The fields of the webhook form. */
export interface WebhookFields {
  url: string
  description: string
  events: readonly string[]
  /** Lines of "Name: value". */
  headers: string
  /** Seconds, with spaces between. */
  schedule: string
  rate: string
  /** One in each line. */
  namespaces: string
  channels: string
  /** JSON. */
  filter: string
  payload: string
  ordering: string
}

export const emptyFields: WebhookFields = {
  url: '',
  description: '',
  events: [],
  headers: '',
  schedule: '',
  rate: '',
  namespaces: '',
  channels: '',
  filter: '',
  payload: 'full',
  ordering: 'none',
}

export function fieldsOf(webhook: Webhook): WebhookFields {
  return {
    url: webhook.url,
    description: webhook.description ?? '',
    events: webhook.events,
    headers: Object.entries(webhook.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    schedule: webhook.retry_schedule_seconds?.join(' ') ?? '',
    rate: webhook.rate_limit === null ? '' : String(webhook.rate_limit.per_second),
    namespaces: webhook.namespace_ids.join('\n'),
    channels: webhook.channels.join('\n'),
    filter: webhook.filter === null ? '' : JSON.stringify(webhook.filter, null, 2),
    payload: webhook.payload,
    ordering: webhook.ordering,
  }
}

/** The body of a call that sets these fields; what an empty field means is null. */
export function bodyOf(fields: Partial<WebhookFields>): WebhookUpdate {
  const { url, description, events, headers, schedule, rate, namespaces, channels, filter, payload, ordering } = fields
  return {
    url,
    events,
    description: description === undefined ? undefined : description || null,
    headers: headers === undefined ? undefined : Object.fromEntries(headerPairs(headers) ?? []),
    retry_schedule_seconds:
      schedule === undefined ? undefined : schedule.trim() === '' ? null : secondsOf(schedule).map(Number),
    rate_limit: rate === undefined ? undefined : rate === '' ? null : { per_second: Number(rate) },
    namespace_ids: namespaces === undefined ? undefined : linesOf(namespaces),
    channels: channels === undefined ? undefined : linesOf(channels),
    filter: filter === undefined ? undefined : filterOf(filter),
    payload: payload as WebhookUpdate['payload'],
    ordering: ordering as WebhookUpdate['ordering'],
  }
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Undefined if a line is no header. */
export function headerPairs(text: string): [string, string][] | undefined {
  const pairs = linesOf(text).map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, Math.max(0, colon)).trim(), line.slice(colon + 1).trim()]
  })
  return pairs.every(([name, value]) => name !== '' && value !== '') ? pairs : undefined
}

const secondsOf = (text: string) => text.split(/[\s,]+/).filter((part) => part !== '')

export const areSeconds = (text: string): boolean => secondsOf(text).every((part) => /^\d{1,5}$/.test(part))

/** Null for none; undefined if the text is no JSON object, or has a number that would be sent as null. */
export function filterOf(text: string): Record<string, unknown> | null | undefined {
  if (text.trim() === '') return null
  try {
    const value: unknown = JSON.parse(text, (_name, inner: unknown) => {
      if (typeof inner === 'number' && !Number.isFinite(inner)) throw new RangeError('a number beyond 1.79e308')
      return inner
    })
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
