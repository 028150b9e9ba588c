// A key has 16 public letters, by which the API finds it; lists have the first four.
const publicPart = /^([a-z0-9]+(?:_[a-z0-9]+)*_[0-9A-Za-z]{4})[0-9A-Za-z]{12}$/

/** What is searched for in a list of keys, so that the key is found that was pasted. */
export const keySearch = (text: string): string => text.trim().replace(publicPart, '$1')
