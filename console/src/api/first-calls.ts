// The first calls of a page are begun by theme.ts, before main is compiled and run: their answers come meanwhile. They are
// those that the SDK would send, and main's client takes their answers. NOTE: theme.ts and main are two bundles, which share
// nothing but the document.
import { apiUrl } from './address.ts'

const headers: Readonly<Record<string, string>> = { accept: 'application/json', 'x-plinth-page': 'console' }

declare global {
  /** By their URL; undefined once main has started. */
  var firstCalls: Map<string, Promise<Response>> | undefined
}

/** Begins to read; a path is below /api/v1, as the SDK writes it. */
export function beginFirstCalls(paths: readonly string[]): void {
  const begin = (url: string) => {
    const answer = fetch(url, { headers, credentials: 'same-origin', redirect: 'manual' })
    // The taker of the answer handles its failure; this only keeps a rejection from being unhandled.
    answer.catch(() => undefined)
    return [url, answer] as const
  }
  globalThis.firstCalls = new Map(paths.map((path) => begin(`${apiUrl}/api/v1${path}`)))
}

/** The answer to the same call, once. */
export function answerOfFirstCall(url: string, init: RequestInit): Promise<Response> | undefined {
  const calls = globalThis.firstCalls
  const sent = Object.entries(init.headers ?? {})
  if (init.method !== 'GET' || sent.some(([name, value]) => headers[name] !== value)) return undefined
  const answer = calls?.get(url)
  calls?.delete(url)
  return answer
}

/** No later call gets an answer that was asked for now. */
export function endFirstCalls(): void {
  globalThis.firstCalls = undefined
}
