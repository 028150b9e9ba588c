// Prefix, public ID, secret, checksum; codes and names may look like it.
const key = /\b([a-z0-9]+(?:_[a-z0-9]+)*_([0-9A-Za-z]{8,32}))_([0-9A-Za-z]+)(?:_\w+)?/g

/** Random letters, where there are enough of them, are of three kinds. */
const looksRandom = (text: string) => [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(text))

/** Longer than any word of a code. */
const longMin = 20

// Signing secrets, tokens of invitations and of addresses, codes of sign-in links, sessions: no part of them is to be found.
const secret = /(?:^|\W)(?:whsec|inv_tok|email_tok|pcl|pcs)_/

/**
 * A text that may become an address, or part of a call's: of an API key in it, whole or half, stays the part that is no
 * secret, by which it is found; a text with another secret is "".
 */
export const withoutSecret = (text: string): string =>
  secret.test(text)
    ? ''
    : text.replace(key, (whole, shown: string, id: string, rest: string) =>
        rest.length >= longMin || looksRandom(id) || (rest.length >= 8 && looksRandom(rest)) ? shown : whole,
      )
