import { createHash } from 'node:crypto'
import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import type { PlinthError } from '@plinth/kit/errors'
import { channelLengthMax, isChannel } from '../channel.ts'
import { fail } from '../errors.ts'
import { parsedJson } from '../json.ts'

/** An event as its publisher gave it. */
export interface Publication {
  type: string
  /** One JSON object in UTF-8. */
  data: Buffer
  /** Unique in the workspace; empty: none. */
  callerId: string
  workspaceId: string
  /** Empty: none. */
  namespaceId: string
  channels: readonly string[]
  /** Empty: none. */
  orderingKey: string
  occurredAt: Date | undefined
  /** Events that the plan allows in a month; undefined: any number. */
  monthlyLimit: number | undefined
  /** The feature that the publisher takes the type to need; empty: none. */
  feature: string
  /** The plan of the workspace includes that feature: without it no endpoint is owed the event. */
  isFeatureIncluded: boolean
  /** Known before: the publication only takes its place in the answer. */
  refusal: PlinthError | undefined
}

/** The answer to an accepted event. */
export interface Published {
  id: string
  type: string
  workspaceId: string
  namespaceId: string
  createdAt: Date
  /** Its callerId was published before. */
  isDuplicate: boolean
}

/** `isWithheld`: the event is stored, and no endpoint is owed it. */
export type PublishResult = { published: Published; isWithheld: boolean } | { refusal: PlinthError }

/** Without the feature that its type needs in the plan of the workspace, no endpoint is owed an event. */
export const isWithheld = ({ feature, isFeatureIncluded }: Publication): boolean => feature !== '' && !isFeatureIncluded

/** The gateway bounds the whole body. */
const publicationLimits = {
  dataBytesMax: 262_144,
  callerIdLengthMax: 100,
  channelsMax: 5,
  orderingKeyLengthMax: 100,
} as const

/** The object in these bytes; undefined when they are no JSON object. */
export function objectIn(data: Buffer): object | undefined {
  const value = parsedJson(data)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
}

/** The refusal of fields beyond their bounds. */
export function refusalOf({
  data,
  callerId,
  namespaceId,
  channels,
  orderingKey,
}: Publication): PlinthError | undefined {
  const limits = publicationLimits
  if (data.length > limits.dataBytesMax) return fail.eventTooLarge(limits.dataBytesMax)
  const details: Record<string, string[]> = {}
  if (!/^[\x20-\x7e]*$/.test(callerId) || callerId.length > limits.callerIdLengthMax)
    details['event_id'] = [
      `The event_id field must have at most ${limits.callerIdLengthMax} printable ASCII characters.`,
    ]
  if (!isStorable(namespaceId)) details['namespace_id'] = ['The namespace_id field must be without U+0000.']
  if (channels.length > limits.channelsMax || !channels.every(isChannel))
    details['channels'] = [
      `Name at most ${limits.channelsMax} channels of 1 to ${channelLengthMax} characters without U+0000.`,
    ]
  if (!hasCharactersAtMost(orderingKey, limits.orderingKeyLengthMax) || !isStorable(orderingKey))
    details['ordering_key'] = [
      `The ordering_key field must have at most ${limits.orderingKeyLengthMax} characters without U+0000.`,
    ]
  return Object.keys(details).length === 0 ? undefined : fail.invalidFields(details)
}

/** Two publications with one callerId are the same when their digests are. */
export const digestOf = ({ type, data }: Pick<Publication, 'type' | 'data'>): Buffer =>
  createHash('sha256').update(type).update('\0').update(data).digest()
