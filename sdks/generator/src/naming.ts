const words = (text: string): string[] => text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')

/** "api-keys.set_default" → "ApiKeysSetDefault". */
export const pascal = (text: string): string =>
  words(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/** "set-default" → "setDefault". */
export function camel(text: string): string {
  const name = pascal(text)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** "set-default" → "set_default". */
export const snake = (text: string): string => words(text).join('_').toLowerCase()

/** Name of one entry of a list or map: that of the list without its plural, else with the suffix. */
export function entryName(name: string, suffix: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`
  return /[^su]s$/.test(name) ? name.slice(0, -1) : `${name}${suffix}`
}

/** Name of the method that walks a whole list: "list-foreign-keys" → "all-foreign-keys". */
export const allName = (name: string): string => name.replace(/^list/, 'all')
