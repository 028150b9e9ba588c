import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { api } from '../src/api.ts'

/** Outcomes of the product's events while both releases served. */
export interface ProductLoad {
  /** Accepted: Plinth's id by that of the publisher. */
  accepted: Map<string, string>
  /** Answers with a 503 and Retry-After, each followed by another try. */
  waits: number
  /** Every other answer that is not a 202. */
  failures: string[]
}

const type = 'parcel.moved'
const restMs = 50

/**
 * Publishes through a gateway of this release without pause, single events and batches in turn, until stopped. What has a 503 is
 * sent again with the same event_id.
 */
export function startProductLoad(url: string, operatorKey: string, key: string) {
  const load: ProductLoad = { accepted: new Map(), waits: 0, failures: [] }
  let isStopping = false
  const publisher = api(url, key)

  /** Returns the answer once it is no 503, unless the load stops first. */
  const patiently = async (what: string, send: () => ReturnType<typeof publisher.post>) => {
    for (;;) {
      const answer = await send().catch((err: Error) => String(err))
      const isWait = typeof answer !== 'string' && answer.status === 503 && answer.headers.has('retry-after')
      if (!isWait) {
        if (typeof answer !== 'string' && answer.status < 300) return answer
        load.failures.push(`${what}: ${typeof answer === 'string' ? answer : `${answer.status} ${answer.text}`}`)
        return undefined
      }
      load.waits++
      if (isStopping) return undefined
      await wait(restMs)
    }
  }
  const publish = async (count: number) => {
    const events = Array.from({ length: count }, () => eventOf(randomUUID()))
    const body = count === 1 ? (events[0] ?? {}) : { events }
    const answer = await patiently(`publishing ${count}`, () =>
      publisher.post(count === 1 ? '/events' : '/events/batch', body),
    )
    const { data } = Object(answer?.json ?? {})
    for (const [at, one] of [data ?? []].flat().entries()) load.accepted.set(events[at]?.event_id ?? '', String(one.id))
  }
  const work = (async () => {
    const types = { event_types: [{ name: type, description: 'A parcel moved.' }] }
    await patiently('PUT /event-types', () => api(url, operatorKey).put('/event-types', types))
    for (let at = 0; !isStopping; at++) {
      await publish(at % 2 === 0 ? 1 : 10)
      await wait(restMs)
    }
  })()
  work.catch(() => undefined)
  return {
    load,
    stop: async () => {
      isStopping = true
      await work
    },
  }
}

const eventOf = (eventId: string) => ({ type, data: { event_id: eventId }, event_id: eventId })
