import { channelLengthMax, isChannel } from '../channel.ts'

const namespaceIdsMax = 50
const channelsMax = 20
const namespaceId = /^[A-Za-z0-9_-]{1,128}$/

/** A sentence for each mistake in the namespaces that an endpoint takes events of. */
export function namespaceMistakes(ids: readonly string[]): string[] {
  if (ids.length > namespaceIdsMax) return [`The namespace_ids field must have at most ${namespaceIdsMax} entries.`]
  return ids.every((id) => namespaceId.test(id)) ? [] : ['The namespace_ids field must have IDs of namespaces.']
}

/** A sentence for each mistake in the channels that an endpoint takes events of. */
export function channelMistakes(channels: readonly string[]): string[] {
  if (channels.length > channelsMax) return [`The channels field must have at most ${channelsMax} entries.`]
  if (channels.every(isChannel)) return []
  return [`A channel must have 1 to ${channelLengthMax} characters without U+0000.`]
}
