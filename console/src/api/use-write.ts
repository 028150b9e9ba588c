import { useRef, useState } from 'preact/hooks'
import { client } from './client.ts'
import { endWithSession } from './query-cache.ts'
import { Repetition } from './repetition.ts'
import type { Call } from './shown-request.ts'

export interface WriteOptions {
  idempotencyKey?: string
}

/** A call with a key for its repetitions; without one where it is only shown. */
export type Write<T> = (options: WriteOptions) => Call<T>

export interface Writing<T> {
  isBusy: boolean
  error: unknown
  /** Resolves to undefined after a failure, which is in `error`. */
  send(write: Write<T>, body: unknown): Promise<T | undefined>
  /** Takes the failure away. */
  forget(): void
}

/**
 * Sends what a form says. A second press with the same content repeats the first with its Idempotency-Key while the first
 * may have been executed, so an answer that was lost on the way cannot make a second object; other content is another call.
 */
export function useWrite<T>(): Writing<T> {
  const [state, setState] = useState<{ isBusy: boolean; error: unknown }>({ isBusy: false, error: undefined })
  const repetition = useRef(new Repetition()).current
  const busy = useRef(false)
  async function send(write: Write<T>, body: unknown): Promise<T | undefined> {
    if (busy.current) return undefined
    busy.current = true
    const idempotencyKey = repetition.keyFor(JSON.stringify(body))
    setState({ isBusy: true, error: undefined })
    try {
      const result = await write({ idempotencyKey })(client)
      repetition.succeeded()
      setState({ isBusy: false, error: undefined })
      return result
    } catch (error) {
      repetition.failed(error)
      endWithSession(error)
      setState({ isBusy: false, error })
      return undefined
    } finally {
      busy.current = false
    }
  }
  return { ...state, send, forget: () => setState({ isBusy: false, error: undefined }) }
}
