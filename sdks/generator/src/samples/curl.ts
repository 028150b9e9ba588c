import { bodyOf, queryOf, type SampleCall } from './sample-call.ts'

const inlineMax = 72

export function curlSample({ operation, ids }: SampleCall): string {
  const { method, path, body, isPublic, isKeyed } = operation
  let at = 0
  const filled = path.replaceAll(/\{\w+\}/g, () => ids[at++] ?? '')
  const query = Object.entries(queryOf(operation)).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  )
  const asked = query.length === 0 ? filled : `${filled}?${query.join('&')}`
  const isDefault = method === 'GET' || (method === 'POST' && body !== undefined)
  return [
    `curl ${isDefault ? '' : `-X ${method} `}"$PLINTH_URL/api/v1${asked}"`,
    ...(isPublic ? [] : ['-H "Authorization: Bearer $PLINTH_API_KEY"']),
    ...(isKeyed ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${json(bodyOf(operation))}`]),
  ].join(' \\\n  ')
}

function json(value: unknown): string {
  const inline = JSON.stringify(value)
  const text = inline.length <= inlineMax ? inline : JSON.stringify(value, undefined, 2).replaceAll('\n', '\n  ')
  return `'${text.replaceAll("'", `'\\''`)}'`
}
