import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'

export const channelLengthMax = 100

/** True for the name of a channel, of an event or of an endpoint. */
export const isChannel = (name: string): boolean =>
  name !== '' && hasCharactersAtMost(name, channelLengthMax) && isStorable(name)
