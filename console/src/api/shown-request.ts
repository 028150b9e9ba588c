import { Client } from './sdk.ts'

/** A call that a form makes, or only shows. */
export type Call<T> = (client: Client) => Promise<T>

/** The same call as a caller of the API writes it. */
export interface ShownRequest {
  curl: string
  sdk: string
}

/** Makes the call with a client that sends nothing. */
export async function showRequest(call: Call<unknown>, apiUrl: string): Promise<ShownRequest> {
  return { curl: await curlOf(call, apiUrl), sdk: sdkOf(call) }
}

interface Sent {
  method: string
  headers: Record<string, string>
  body?: string
}

async function curlOf(call: Call<unknown>, apiUrl: string): Promise<string> {
  let shown = ''
  const capture = async (url: string, { method, headers, body }: Sent) => {
    const kept = ['content-type', 'x-workspace-id', 'if-match'].filter((name) => headers[name])
    const lines = [
      `curl -X ${method} ${quoted(url)}`,
      '-H "Authorization: Bearer $PLINTH_API_KEY"',
      ...kept.map((name) => `-H ${quoted(`${titled(name)}: ${headers[name]}`)}`),
      ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
    ]
    shown = lines.join(' \\\n  ')
    return new Response(null, { status: 204 })
  }
  const silent = new Client('shown', { baseUrl: apiUrl, fetch: capture, dangerouslyAllowBrowser: true, maxRetries: 0 })
  // The answer is none of Plinth's, so the call may fail after it was captured.
  await call(silent).catch(() => undefined)
  return shown
}

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
const titled = (name: string) => name.replace(/(^|-)(id$|[a-z])/g, (part) => part.toUpperCase())

/** "await client.apiKeys.create({ name: 'CI' })" */
function sdkOf(call: Call<unknown>): string {
  let shown = ''
  const methods = (resource: string) =>
    new Proxy(
      {},
      {
        get:
          (_target, method) =>
          (...given: unknown[]) => {
            const written = given.filter((argument) => argument !== undefined).map(literal)
            shown = `await client.${resource}.${String(method)}(${written.join(', ')})`
            return Promise.resolve()
          },
      },
    )
  call(new Proxy({}, { get: (_target, resource) => methods(String(resource)) }) as Client).catch(() => undefined)
  return shown
}

/** A value as JavaScript writes it. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{ ${members.map(([name, member]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : literal(name)}: ${literal(member)}`).join(', ')} }`
}
