// Shorter than any API key, so that a key in a path is never kept.
const shownName = /^[A-Za-z0-9_-]{1,60}$/

/** Returns the path of an operation with the IDs and slugs that the caller named; what can be neither stays the name of its parameter. */
export const shownPath = (template: string, params: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = params[name]
    return value !== undefined && shownName.test(value) ? value : whole
  })
