const keyBeginning = /^([a-z0-9]+(?:_[a-z0-9]+)*_[0-9A-Za-z]{8,32})_[0-9A-Za-z]{8,}/

// Signing secrets, tokens of invitations and of addresses, codes of sign-in links, sessions: no part of them is to be found.
const secret = /(?:^|\W)(?:whsec|inv_tok|email_tok|pcl|pcs)_/

/**
 * The text to search for; only this goes into a call or an address. Of an API key, whole or half, it is the part that is no
 * secret; of other secrets "".
 */
export function searchText(text: string): string {
  const trimmed = text.trim()
  if (secret.test(trimmed)) return ''
  return keyBeginning.exec(trimmed)?.[1] ?? trimmed
}
