import { type Env, loadConfig, url as urlSetting } from '@plinth/kit/config'
import { processSettings } from '../config/process-settings.ts'
import { messageOf, Refusal, refusalOf } from '../refusal.ts'

export const plinthUrl = urlSetting('PLINTH_URL', {
  doc: 'URL of the API for commands that call it, and of the console for the link of `plinth console` (default there: GATEWAY_PUBLIC_URL, else this machine at PORT).',
  protocols: ['http:', 'https:'],
  default: 'http://127.0.0.1:8080',
})

// Longer than the gateway waits for its slowest answer.
const timeoutMs = 90_000

export interface ApiCall {
  url: string
  /** Rejects with a sentence if the call fails; it has one line per mistake. */
  ask(method: 'GET' | 'PUT', path: string, body?: unknown): Promise<unknown>
}

/** Calls the API as the operator, the way any client does. */
export function apiCall(env: Env): ApiCall {
  const settings = { url: plinthUrl, key: processSettings.operatorKey }
  const { url: given, key } = loadConfig(settings, env)
  if (key === undefined)
    throw new Refusal('PLINTH_OPERATOR_KEY is unset: create a key with `plinth operator-key create`')
  const url = given.replace(/\/+$/, '')
  return {
    url,
    async ask(method, path, body) {
      const request = {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      }
      const answer = await reach(`${url}/api/v1${path}`, request)
      if (answer.status !== 200) throw refusalIn(answer)
      return dataOf(answer, url)
    },
  }
}

interface Reply {
  status: number
  json: unknown
}

async function reach(url: string, request: RequestInit): Promise<Reply> {
  try {
    const answer = await fetch(url, request)
    const sent = await answer.text()
    return { status: answer.status, json: parsed(sent) }
  } catch (err) {
    const reason = err instanceof Error && err.cause !== undefined ? err.cause : err
    throw new Refusal(`PLINTH_URL: ${new URL(url).origin} does not answer (${messageOf(reason)})`, { cause: err })
  }
}

function parsed(sent: string): unknown {
  try {
    return JSON.parse(sent)
  } catch {
    return undefined
  }
}

function dataOf({ json }: Reply, url: string): unknown {
  if (isObject(json) && 'data' in json) return json['data']
  throw new Refusal(`PLINTH_URL: the server at ${url} is not Plinth`)
}

function refusalIn({ status, json }: Reply): Refusal {
  const error = isObject(json) ? json['error'] : undefined
  if (!isObject(error)) return new Refusal(`PLINTH_URL: the response with status ${status} is not from Plinth`)
  return refusalOf(String(error['message']), isObject(error['details']) ? error['details'] : {})
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
