import { shownLetters } from '@plinth/kit/access/api-key-format'

/** Search terms for keys: the beginning of their shown prefix, and of their lookup ID. */
export interface KeyText {
  prefix: string
  lookupId: string
}

/**
 * Reads "sk_live", "sk_live_AbCd" or "sk_live_AbCdEfGh…": a row has a shown prefix of few letters, and the whole lookup ID, which the
 * text may have more of.
 */
export function keyTextOf(text: string): KeyText {
  const [, before = '', letters = ''] = /^((?:[a-z0-9]+_)+)([0-9A-Za-z]+)$/.exec(text) ?? []
  if (letters.length <= shownLetters) return { prefix: text, lookupId: '' }
  return { prefix: before + letters.slice(0, shownLetters), lookupId: letters }
}
