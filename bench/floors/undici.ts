import { createHmac, randomBytes } from 'node:crypto'
import { Agent, request } from 'undici'
import type { Variant } from '../load/variant.ts'

/** POSTs per second of one process that signs each body twice and does nothing else. */
export const undiciAlone = (url: string): Variant => ({
  name: 'undici alone, bodies signed twice',
  measure: async (seconds) => ({ perSecond: await posted(url, seconds), failed: 0 }),
})

async function posted(url: string, seconds: number): Promise<number> {
  const agent = new Agent({ connections: 64, pipelining: 1 })
  const secret = randomBytes(32)
  const body = Buffer.from(JSON.stringify({ id: 'evt_1', text: 'x'.repeat(600) }))
  const until = performance.now() + seconds * 1_000
  let count = 0
  const work = async () => {
    do {
      const hmac = (text: string) => createHmac('sha256', secret).update(text).update(body).digest('base64')
      const headers = { 'webhook-signature': hmac('evt_1.'), 'x-webhook-signature': hmac('') }
      const answer = await request(`${url}/ok/bare`, { method: 'POST', dispatcher: agent, headers, body })
      await answer.body.dump()
      count++
    } while (performance.now() < until)
  }
  await Promise.all(Array.from({ length: 64 }, work))
  await agent.close()
  return count / seconds
}
