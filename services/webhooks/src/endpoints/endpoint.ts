import { hasCharactersAtMost } from '@plinth/kit/characters'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { type Filter, filterMistakes } from '../filters/filter.ts'
import { headerMistakes } from './custom-headers.ts'
import type { PayloadForm } from './payload-form.ts'
import { channelMistakes, namespaceMistakes } from './subscription.ts'

/** `key`: deliveries of one ordering key go one after the other. */
export type Ordering = 'none' | 'key'

export const orderingOf = (text: string): Ordering => (text === 'key' ? 'key' : 'none')

/** push: deliveries are sent to the URL; poll: the workspace reads them, and there is no URL. */
export type EndpointKind = 'push' | 'poll'

/** A URL that a workspace wants events sent to, or a subscription that it reads. */
export interface Endpoint {
  id: string
  workspaceId: string
  kind: EndpointKind
  /** Empty for a polling endpoint. */
  url: string
  events: readonly string[]
  description: string
  /** Custom headers by name, with every value hidden. */
  headers: Readonly<Record<string, string>>
  isActive: boolean
  /** Empty for the default schedule. */
  retryScheduleSeconds: readonly number[]
  /** Empty: events of any namespace and of none. */
  namespaceIds: readonly string[]
  /** Empty: events with any channels and with none. */
  channels: readonly string[]
  /** Undefined: events with any data. */
  filter: Filter | undefined
  payloadForm: PayloadForm
  /** Deliveries that may start in a second, over all dispatchers; 0 without a limit. */
  ratePerSecond: number
  ordering: Ordering
  consecutiveFailures: number
  disabledAt: Date | undefined
  disabledReason: string
  /** When the secret before the last rotation stops signing, also in the past; undefined if it had no grace period. */
  previousSecretUntil: Date | undefined
  createdAt: Date
  updatedAt: Date
  version: number
  /** The workspace is suspended: deliveries are held, also when the endpoint is active. */
  isSuspended: boolean
}

/** The host of a URL, without a trailing dot; empty for a URL that cannot be read. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : '')

/** Scheme, host and port of a URL; empty for a URL that cannot be read. */
export const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '')

/** Sends a ping to the endpoint. */
export type TestEndpoint = (ctx: CallContext, id: string) => Promise<TestResult>

export interface TestResult {
  success: boolean
  /** 0 when no answer came. */
  statusCode: number
  responseTimeMs: number
  /** A public sentence; empty on success. */
  error: string
}

export interface EndpointFields {
  url: string
  events: readonly string[]
  description: string
  headers: Readonly<Record<string, string>>
  retryScheduleSeconds: readonly number[]
  namespaceIds: readonly string[]
  channels: readonly string[]
  filter: Filter | null
  payloadForm: PayloadForm
  ratePerSecond: number
  ordering: Ordering
}

/** Undefined keeps a field. */
export type Changes<Fields> = { [Field in keyof Fields]?: Fields[Field] | undefined }

type Details = Record<string, readonly string[]>

const eventsMax = 100
const descriptionMax = 1_000
const attemptsMax = 10
const delayMaxSeconds = 86_400
// Without a pause before each retry, a failing receiver would get all attempts at once.
const retryDelayMinSeconds = 1
const ratePerSecondMax = 1_000

/**
 * Field → sentences for every mistake; the address of the URL is checked elsewhere. Empty without mistakes.
 * `refusals` has a sentence for each event that cannot be asked for.
 */
export function fieldMistakes(fields: Changes<EndpointFields>, refusals: readonly string[]): Details {
  const { events, description, headers, retryScheduleSeconds, namespaceIds, channels, filter, ratePerSecond } = fields
  return mistakes({
    events: events === undefined ? [] : eventMistakes(events, refusals),
    description: description === undefined ? [] : descriptionMistakes(description),
    headers: headers === undefined ? [] : headerMistakes(headers),
    retry_schedule_seconds: retryScheduleSeconds === undefined ? [] : scheduleMistakes(retryScheduleSeconds),
    namespace_ids: namespaceIds === undefined ? [] : namespaceMistakes(namespaceIds),
    channels: channels === undefined ? [] : channelMistakes(channels),
    rate_limit: ratePerSecond === undefined ? [] : rateMistakes(ratePerSecond),
    ...(filter === undefined || filter === null ? {} : filterMistakes(filter)),
  })
}

/** Field → sentences for what only an endpoint with a URL has; `fields` are those of a polling endpoint. */
export function pollMistakes(fields: Changes<EndpointFields>): Details {
  const { url = '', headers = {}, retryScheduleSeconds = [], ratePerSecond = 0 } = fields
  const refused = (isGiven: boolean, field: string) =>
    isGiven ? [`A polling webhook has no ${field}: its deliveries are read, not sent.`] : []
  return mistakes({
    url: refused(url !== '', 'url'),
    headers: refused(Object.keys(headers).length > 0, 'headers'),
    retry_schedule_seconds: refused(retryScheduleSeconds.length > 0, 'retry_schedule_seconds'),
    rate_limit: refused(ratePerSecond > 0, 'rate_limit'),
  })
}

/** True for a number of events that one endpoint may ask for. */
export const isEventCount = (count: number): boolean => count >= 1 && count <= eventsMax

/** Keeps the fields that have a mistake. */
export function mistakes(all: Details): Details {
  return Object.fromEntries(Object.entries(all).filter(([, sentences]) => sentences.length > 0))
}

function descriptionMistakes(description: string): string[] {
  if (description.includes('\0')) return ['The description field must not contain U+0000.']
  return hasCharactersAtMost(description, descriptionMax)
    ? []
    : [`The description field must have at most ${descriptionMax} characters.`]
}

function eventMistakes(events: readonly string[], refusals: readonly string[]): readonly string[] {
  return isEventCount(events.length) ? refusals : [`The events field must name 1 to ${eventsMax} events.`]
}

function rateMistakes(perSecond: number): string[] {
  const isInRange = Number.isInteger(perSecond) && perSecond >= 0 && perSecond <= ratePerSecondMax
  return isInRange ? [] : [`The rate_limit.per_second field must be a whole number from 1 to ${ratePerSecondMax}.`]
}

function scheduleMistakes(seconds: readonly number[]): string[] {
  if (seconds.length > attemptsMax) return [`The retry_schedule_seconds field must have 1 to ${attemptsMax} delays.`]
  const isInRange = (delay: number, index: number) =>
    delay >= (index === 0 ? 0 : retryDelayMinSeconds) && delay <= delayMaxSeconds
  if (seconds.every(isInRange)) return []
  return [
    `The first delay must be 0 to ${delayMaxSeconds} seconds, each later delay ${retryDelayMinSeconds} to ${delayMaxSeconds}.`,
  ]
}
