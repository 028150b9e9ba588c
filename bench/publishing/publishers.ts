import assert from 'node:assert/strict'
import type { Tier } from '@plinth/kit/access/tiers'
import { api } from '../../e2e/src/api.ts'
import { created } from '../../e2e/src/tenant.ts'
import type { HttpRequest } from '../load/variant.ts'
import type { Plinth } from '../plinths/plinths.ts'
import { type Customer, newCustomers } from '../plinths/tenants.ts'

export type Publisher = Pick<Customer, 'key'>

export const batchSize = 100

/** Customers, by default without a rate limit, each with an endpoint that takes the events of the bench. */
export async function publishers(
  plinth: Pick<Plinth, 'url' | 'operatorKey'>,
  count: number,
  url: string,
  retrySchedule: readonly number[],
  tier: Tier = 'enterprise',
): Promise<Publisher[]> {
  const type = {
    name: 'bench.happened',
    description: 'Something happened.',
    schema: { type: 'object', required: ['at'] },
  }
  const { status, text } = await api(plinth.url, plinth.operatorKey).put('/event-types', { event_types: [type] })
  assert.equal(status, 200, text)
  const customers = await newCustomers(plinth, count, { tier })
  for (const [at, { api: own }] of customers.entries())
    created(
      await own.post('/webhooks', {
        ...{ url: `${url}/${at}`, events: ['bench.happened'], retry_schedule_seconds: retrySchedule },
      }),
    )
  return customers
}

/** One event of 200 characters. */
export const publish = ({ key }: Publisher): HttpRequest => ({
  method: 'POST',
  path: '/api/v1/events',
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  body: JSON.stringify({ type: 'bench.happened', data: { at: Date.now(), text: 'x'.repeat(200) } }),
})

/** A batch of as many such events as it may have. */
export function batchOf(publisher: Publisher): HttpRequest {
  const { body = '', ...request } = publish(publisher)
  return { ...request, path: `${request.path}/batch`, body: `{"events":[${Array(batchSize).fill(body).join(',')}]}` }
}
