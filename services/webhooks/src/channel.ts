import { hasCharactersAtMost } from '@plinth/kit/characters'
import { isStorable } from './storable.ts'

export const channelLengthMax = 100

/** True for the name of a channel, of an event or of an endpoint. */
export const isChannel = (name: string): boolean =>
  name !== '' && hasCharactersAtMost(name, channelLengthMax) && isStorable(name)
