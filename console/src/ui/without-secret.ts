// The letters of a secret are of three kinds, those of the codes and names that look like a key are not.
const key =
  /\b([a-z0-9]+(?:_[a-z0-9]+)*_[0-9A-Za-z]{8,32})_(?=[0-9A-Za-z]*[A-Z])(?=[0-9A-Za-z]*[a-z])(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{8,}(?:_\w+)?/g

// Signing secrets, tokens of invitations and of addresses, codes of sign-in links, sessions: no part of them is to be found.
const secret = /(?:^|\W)(?:whsec|inv_tok|email_tok|pcl|pcs)_/

/**
 * A text that may become an address, or part of a call's: of an API key in it, whole or half, stays the part that is no
 * secret, by which it is found; a text with another secret is "".
 */
export const withoutSecret = (text: string): string => (secret.test(text) ? '' : text.replace(key, '$1'))
