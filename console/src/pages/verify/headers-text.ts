/** Headers by their names in lower case. */
export type HeaderMap = Readonly<Record<string, string>>

/**
 * Headers as people copy them: lines "Name: value", those of curl (`-H 'Name: value'`, `< name: value`), or a JSON object.
 * HTTP_WEBHOOK_ID is webhook-id, as PHP and Ruby have it. Of a name that comes twice the first value counts.
 */
export function headersOf(text: string): HeaderMap {
  const found: Record<string, string> = {}
  for (const [name, value] of jsonPairs(text) ?? linePairs(text)) {
    const plain = name
      .trim()
      .toLowerCase()
      .replace(/^http_/, '')
      .replaceAll('_', '-')
    if (plain !== '') found[plain] ??= value.trim()
  }
  return found
}

function jsonPairs(text: string): (readonly [string, string])[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    return Object.entries(parsed).map(
      ([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)] as const,
    )
  } catch {
    return undefined
  }
}

function linePairs(text: string): (readonly [string, string])[] {
  return text.split('\n').flatMap((line) => {
    const plain = line
      .trim()
      .replace(/^(?:-H|--header)\s+/, '')
      .replace(/^[<>]\s*/, '')
      .replace(/\s*\\$/, '')
    const [, , unquoted = plain] = /^(['"])(.*)\1$/.exec(plain) ?? []
    const colon = unquoted.indexOf(':')
    return colon < 1 ? [] : [[unquoted.slice(0, colon), unquoted.slice(colon + 1)] as const]
  })
}
