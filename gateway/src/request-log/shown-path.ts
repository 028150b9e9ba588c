// Shorter than any API key, and no one-time token: neither is ever kept, though it was sent in place of an ID.
const shownName = /^(?!(?:pc[sl]|\w+_tok)_)[A-Za-z0-9_-]{1,60}$/

type Params = Readonly<Record<string, string>>

/** Returns the path of an operation with the IDs and slugs that the caller named; what can be neither stays the name of its parameter. */
export const shownPath = (template: string, params: Params): string =>
  template.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = params[name]
    return value !== undefined && shownName.test(value) ? value : whole
  })

/** Returns the parameters of a path for a log; what can be neither an ID nor a slug is the name of its parameter. */
export const shownParams = (params: Params): Params =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shownName.test(value) ? value : `{${name}}`]))
