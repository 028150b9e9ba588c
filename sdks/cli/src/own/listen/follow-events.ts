import { setTimeout as wait } from 'node:timers/promises'
import { readError } from '../../../../js/src/call/read-answer.ts'
import { Received } from '../../../../js/src/call/received.ts'
import { ApiError, SdkError, TransportError, UnexpectedAnswerError } from '../../../../js/src/index.ts'
import type { ActsIn, Credentials } from '../../access/credentials.ts'
import { baseOf } from '../../io.ts'
import { version } from '../../version.ts'
import { type Frame, FrameReader } from './server-sent-events.ts'

export interface FollowOptions extends ActsIn {
  credentials: Pick<Credentials, 'key' | 'url'>
  /** As the API takes them; empty: all. */
  types: string
  since?: Date | undefined
  signal: AbortSignal
  /** The first frame or ping has arrived. */
  onReady: () => void
  /** The stream broke off, for a reason. */
  onLost: (reason: string) => void
  /** It goes on where it stopped, after so long. */
  onBack: (awayMs: number) => void
}

export interface FollowedEvent {
  type: string
  /** As it is stored: one JSON object. */
  payload: string
}

// The server pings every 15 s.
const silenceMsMax = 40_000
const retryMs = { first: 500, max: 10_000, askedMax: 3_600_000 }

/** The events of a workspace until `signal` is aborted. None is skipped; after a break some may come again. */
export async function* followEvents(options: FollowOptions): AsyncGenerator<FollowedEvent, void> {
  const { signal, onReady, onLost, onBack } = options
  let cursor: string | undefined
  let isReady = false
  let lostMs: number | undefined
  let pauseMs = retryMs.first
  let askedMs = 0
  while (!signal.aborted) {
    try {
      for await (const frame of frames(options, cursor)) {
        if (!isReady) onReady()
        isReady = true
        if (lostMs !== undefined) onBack(Date.now() - lostMs)
        lostMs = undefined
        pauseMs = retryMs.first
        cursor = frame.id ?? cursor
        if (frame.data !== undefined) yield { type: frame.event, payload: frame.data }
      }
      // The server ends a stream after an hour, and when it stops: nothing is lost, and nobody needs to know.
      lostMs ??= Date.now()
    } catch (err) {
      if (signal.aborted) return
      // What is refused stays refused; a first connection that fails is a mistake to be seen.
      if (err instanceof SdkError && (isRefused(err) || !isReady)) throw err
      if (lostMs === undefined) onLost(err instanceof Error ? err.message : String(err))
      lostMs ??= Date.now()
      askedMs = Math.min(retryAfterOf(err) * 1_000, retryMs.askedMax)
    }
    await wait(Math.max(pauseMs, askedMs), undefined, { signal }).catch(() => undefined)
    askedMs = 0
    pauseMs = Math.min(pauseMs * 2, retryMs.max)
  }
}

const isRefused = (err: SdkError): boolean => err instanceof ApiError && err.status < 500 && err.status !== 429

/** Seconds that the answer asks to wait. */
const retryAfterOf = (err: unknown): number =>
  err instanceof ApiError || err instanceof UnexpectedAnswerError ? (err.retryAfter ?? 0) : 0

async function* frames(options: FollowOptions, cursor: string | undefined): AsyncGenerator<Frame, void> {
  const stop = new AbortController()
  const ending = AbortSignal.any([options.signal, stop.signal])
  let heardMs = Date.now()
  // Also when a laptop wakes up: its clock has gone on.
  const watch = setInterval(() => {
    if (Date.now() - heardMs > silenceMsMax) stop.abort(new Error('The server was silent for 40 s.'))
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
    throw err instanceof TypeError ? new Error('The connection was lost.', { cause: err }) : err
  } finally {
    clearInterval(watch)
    stop.abort()
  }
}

async function open(options: FollowOptions, cursor: string | undefined, signal: AbortSignal): Promise<Response> {
  const { credentials, workspaceId, namespaceId, types, since } = options
  const base = baseOf(credentials.url)
  const url = new URL(`${base}/api/v1/events/stream`)
  if (types !== '') url.searchParams.set('types', types)
  if (since !== undefined) url.searchParams.set('since', since.toISOString())
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
