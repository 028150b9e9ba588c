import { readError } from '../../../../js/src/call/read-answer.ts'
import { Received } from '../../../../js/src/call/received.ts'
import { TransportError, UnexpectedAnswerError } from '../../../../js/src/index.ts'
import type { ActsIn, Credentials } from '../../access/credentials.ts'
import { baseOf } from '../../io.ts'
import { version } from '../../version.ts'
import { reconnecting, type Watch } from '../reconnecting.ts'
import { type Frame, FrameReader } from './server-sent-events.ts'

export interface FollowOptions extends ActsIn, Watch {
  credentials: Pick<Credentials, 'key' | 'url'>
  /** As the API takes them; empty: all. */
  types: string
  sinceMs?: number | undefined
}

export interface FollowedEvent {
  type: string
  /** As it is stored: one JSON object. */
  payload: string
}

// The server pings every 15 s.
const silenceMsMax = 40_000

/** The events of a workspace until `signal` is aborted. None is skipped; after a break some may come again. */
export function followEvents(options: FollowOptions): AsyncGenerator<FollowedEvent, void> {
  let cursor: string | undefined
  return reconnecting(options, async function* (heard) {
    for await (const frame of frames(options, cursor)) {
      heard()
      cursor = frame.id ?? cursor
      if (frame.data !== undefined) yield { type: frame.event, payload: frame.data }
    }
  })
}

async function* frames(options: FollowOptions, cursor: string | undefined): AsyncGenerator<Frame, void> {
  const stop = new AbortController()
  const ending = AbortSignal.any([options.signal, stop.signal])
  // By the wall clock on purpose: it has gone on when a laptop wakes up, a monotonic one has not.
  let heardMs = Date.now()
  const watch = setInterval(() => {
    if (Date.now() - heardMs > silenceMsMax) stop.abort(new TransportError('The server was silent for 40 s.'))
  }, 1_000)
  try {
    const response = await open(options, cursor, ending)
    const reader = new FrameReader()
    const decoder = new TextDecoder()
    for await (const part of response.body ?? []) {
      heardMs = Date.now()
      yield* reader.read(decoder.decode(part, { stream: true }))
    }
  } catch (err) {
    if (stop.signal.aborted) throw stop.signal.reason
    throw err instanceof TypeError ? new TransportError('The connection was lost.', { cause: err }) : err
  } finally {
    clearInterval(watch)
    stop.abort()
  }
}

async function open(options: FollowOptions, cursor: string | undefined, signal: AbortSignal): Promise<Response> {
  const { credentials, workspaceId, namespaceId, types, sinceMs } = options
  const base = baseOf(credentials.url)
  const url = new URL(`${base}/api/v1/events/stream`)
  if (types !== '') url.searchParams.set('types', types)
  if (sinceMs !== undefined) url.searchParams.set('since', new Date(sinceMs).toISOString())
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${credentials.key}`,
      accept: 'text/event-stream',
      'user-agent': `plinth-cli/${version}`,
      ...(cursor === undefined ? {} : { 'last-event-id': cursor }),
      ...(workspaceId === undefined ? {} : { 'x-workspace-id': workspaceId }),
      ...(namespaceId === undefined ? {} : { 'x-namespace-id': namespaceId }),
    },
    redirect: 'manual',
    signal,
  }).catch((err: unknown) => {
    if (signal.aborted) throw err
    throw new TransportError(`${base} does not answer.`, { cause: err })
  })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  if (response.status === 200 && isStream) return response
  const text = response.status === 200 ? '' : await response.text()
  throw (
    readError(new Received(response, text), base, Date.now()) ??
    new UnexpectedAnswerError(`${base} answered without a stream of events.`, response.status)
  )
}
