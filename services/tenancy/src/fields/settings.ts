import { fail } from '../errors.ts'

export type Settings = Readonly<Record<string, unknown>>

const bytesMax = 16_384
// JSON.stringify writes U+0000 and half of a surrogate pair, which jsonb cannot contain, as escapes.
const unstorable = /\\u(0000|d[89a-f][0-9a-f]{2})/

/** Parses one JSON object; empty text is {}. */
export function parseSettings(json: string): Settings {
  if (json === '') return {}
  const parsed = parse(json)
  if (!isObject(parsed)) throw refused('The settings must be a JSON object.')
  return parsed
}

/** Merges by key; null removes a key. Returns the same object if nothing changes. Throws for an invalid result. */
export function mergeSettings(current: Settings, changes: Settings): Settings {
  const merged = new Map(Object.entries(current))
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) merged.delete(key)
    else merged.set(key, value)
  }
  const result = Object.fromEntries(merged)
  const json = JSON.stringify(result)
  if (json === JSON.stringify(current)) return current
  if (Buffer.byteLength(json) > bytesMax) throw refused(`The settings must have at most ${bytesMax} bytes as JSON.`)
  if (unstorable.test(json.replaceAll('\\\\', '')))
    throw refused('The settings contain characters that cannot be stored.')
  checkTimezone(result['timezone'])
  checkLocale(result['locale'])
  return result
}

function checkTimezone(timezone: unknown): void {
  if (timezone !== undefined && !(typeof timezone === 'string' && isAccepted(() => zone(timezone))))
    throw refused('The timezone must be an IANA time zone, such as Europe/Berlin.')
}

function checkLocale(locale: unknown): void {
  if (locale === undefined) return
  const isLocale = typeof locale === 'string' && isAccepted(() => Intl.getCanonicalLocales(locale.replaceAll('_', '-')))
  if (!isLocale) throw refused('The locale must be a BCP 47 language tag, such as en-GB.')
}

// Intl accepts offsets such as +01:00, which are not IANA time zones.
function zone(name: string): void {
  if (/^[+-]/.test(name)) throw new RangeError(name)
  new Intl.DateTimeFormat('en', { timeZone: name })
}

function isAccepted(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw refused('The settings must be a JSON object.')
  }
}

const isObject = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const refused = (sentence: string) => fail.invalid({ settings: [sentence] })
