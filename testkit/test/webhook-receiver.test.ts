import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '../src/eventually.ts'
import { webhookReceiver } from '../src/webhook-receiver.ts'

const post = (url: string, body: string, signal?: AbortSignal) =>
  fetch(url, { method: 'POST', body, ...(signal === undefined ? {} : { signal }) })

describe('webhookReceiver', () => {
  it('records the bytes and answers 200 unless told otherwise', async () => {
    const receiver = await webhookReceiver()
    const res = await post(`${receiver.url}/hook?a=1`, '{"naïve": 1}')
    assert.equal(res.status, 200)
    const [request] = receiver.requests
    assert.equal(request?.path, '/hook?a=1')
    assert.deepEqual(request?.body, Buffer.from('{"naïve": 1}'))
    await receiver.close()
  })

  it('answers as told: a status, silence, a reset', async () => {
    const receiver = await webhookReceiver()
    receiver.answerWith({ status: 503, headers: { 'retry-after': '7' }, body: 'later' })
    const res = await post(receiver.url, '')
    assert.deepEqual([res.status, res.headers.get('retry-after'), await res.text()], [503, '7', 'later'])
    receiver.answerWith((request) => (request.body.length > 1 ? 'hang' : 'reset'))
    const patience = new AbortController()
    const hanging = assert.rejects(post(receiver.url, 'xx', patience.signal), { name: 'AbortError' })
    await eventually(() => assert.equal(receiver.requests.length, 2))
    await assert.rejects(post(receiver.url, 'x'), { name: 'TypeError' })
    // The later one has ended, the earlier one still has no answer.
    patience.abort()
    await hanging
    assert.equal(receiver.requests.length, 3)
    await receiver.close()
  })
})
