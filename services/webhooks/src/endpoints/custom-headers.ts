import type { SecretBox } from '@plinth/kit/secrets'

export type Headers = Readonly<Record<string, string>>

/** Custom headers as they are stored: the names to be shown, the whole only sealed. */
export interface StoredHeaders {
  headers: Headers
  /** Null without any, and where a release that did not seal them wrote them. */
  sealedHeaders: Buffer | null
}

/** Shown in the place of every value; sent back by a client, it stands for the value that is stored. */
export const hiddenValue = '********'

export function sealHeaders(secrets: SecretBox, headers: Headers): StoredHeaders {
  const names = Object.keys(headers)
  return {
    headers: Object.fromEntries(names.map((name) => [name, ''])),
    sealedHeaders: names.length === 0 ? null : secrets.seal(Buffer.from(JSON.stringify(headers))),
  }
}

export function openHeaders(secrets: SecretBox, { headers, sealedHeaders }: StoredHeaders): Headers {
  // Values beside the names come from a release that does not know of sealed ones: they are the newer.
  const isClear = Object.values(headers).some((value) => value !== '')
  return isClear || sealedHeaders === null ? headers : (JSON.parse(secrets.open(sealedHeaders).toString()) as Headers)
}

export function hideValues(headers: Headers): Headers {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, hiddenValue]))
}

/** The new headers, with the present value wherever a name comes back with its value hidden. */
export function restoreHidden(changed: Headers, present: Headers): Headers {
  const values = new Map(Object.entries(present).map(([name, value]) => [name.toLowerCase(), value]))
  return Object.fromEntries(
    Object.entries(changed).map(([name, value]) => [
      name,
      value === hiddenValue ? (values.get(name.toLowerCase()) ?? value) : value,
    ]),
  )
}
