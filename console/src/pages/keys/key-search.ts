// A key has 16 public letters, by which the API finds it; lists have the first four.
const publicPart = /^([a-z0-9]+(?:_[a-z0-9]+)*_[0-9A-Za-z]{4})[0-9A-Za-z]{12}$/

/** The search text for a list of keys: a pasted key is cut to the public part that finds it. */
export const keySearch = (text: string): string => text.trim().replace(publicPart, '$1')
