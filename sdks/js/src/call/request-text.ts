import { SdkError } from '../sdk-error.ts'

/** A path of the API; `route` has `*` where ids were. */
export interface Path {
  url: string
  route: string
}

/** Makes a path when it is called, so that a wrong id fails the call and not the line before it. */
export type PathOf = () => Path

/** path`/workspaces/${id}`: ids are percent-encoded; an id that would lead elsewhere is refused. */
export const path =
  (strings: TemplateStringsArray, ...ids: readonly string[]): PathOf =>
  () => ({
    url: strings.map((text, at) => (at === 0 ? text : segment(ids[at - 1]) + text)).join(''),
    route: strings.join('*'),
  })

function segment(id: unknown): string {
  if (typeof id !== 'string' || id === '' || id === '.' || id === '..' || /\p{C}/u.test(id)) {
    throw new SdkError('An id is a text, not empty, "." or "..", without control characters.')
  }
  return encodeURIComponent(id)
}

/** The path of `client.request`: given as it is sent. */
export const givenPath =
  (given: string): PathOf =>
  () => {
    const read = given.replace(/%2e/gi, '.').replace(/%2f/gi, '/')
    if (!/^\/[!-~]*$/.test(given) || /(^|\/)\.{1,2}(\/|$)|[?#\\]/.test(read)) {
      throw new SdkError('A path begins with "/", is percent-encoded and has no query and no dots for folders.')
    }
    return { url: given, route: given }
  }

/** The value, if a header can carry it. */
export function headerText(name: string, value: string): string {
  if (typeof value !== 'string' || !/^[ -~]+$/.test(value)) {
    throw new SdkError(`${name} must be a text of printable ASCII characters.`)
  }
  return value
}

/** "?page=2&fields=id,name", or nothing; undefined values are left out. */
export function queryText(query: object | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return ''
  return `?${pairs.map(([name, value]) => `${encode(name)}=${valueText(name, value)}`).join('&')}`
}

function valueText(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => valueText(name, one)).join(',')
  if (value === null || typeof value === 'object') throw new SdkError(`${name} cannot be sent in a query.`)
  return encode(String(value))
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    throw new SdkError('A text with half a surrogate pair cannot be sent.')
  }
}

/** The bytes of every attempt. */
export function bodyText(body: unknown): string | undefined {
  try {
    return JSON.stringify(body)
  } catch (cause) {
    throw new SdkError('The body cannot be written as JSON.', { cause })
  }
}
