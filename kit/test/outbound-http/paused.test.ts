import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type OutboundHttp, outboundHttp } from '../../src/outbound-http/index.ts'

const shared = new SharedArrayBuffer(16)
const counts = new Int32Array(shared)
const [asked, answered, connected, never] = [0, 1, 2, 3]
let receiver: Worker
let port: number
let http: OutboundHttp
before(async () => {
  receiver = new Worker(new URL('answering-thread.ts', import.meta.url), { workerData: shared })
  const [listening] = await once(receiver, 'message')
  port = Number(listening)
  http = outboundHttp({ allowHttp: true, allowedCidrs: ['127.0.0.0/8'], resolve: async () => ['127.0.0.1'] })
})
after(async () => {
  await http.close()
  await receiver.terminate()
})

const post = ({ path = '/', ...limits }: { timeoutMs: number; connectTimeoutMs: number; path?: string }) =>
  http.post({
    url: `http://127.0.0.1:${port}${path}`,
    headers: {},
    body: Buffer.from('{}'),
    responseBytesMax: 65_536,
    ...limits,
  })

/** As a process that is frozen: nothing of it runs. */
function standStillUntil(atMs: number): void {
  Atomics.wait(counts, never, 0, Math.max(0, atMs - performance.now()))
}

describe('a process that was paused beyond the deadline of an attempt', () => {
  it('takes the connection that was made in time', async () => {
    const attempt = post({ timeoutMs: 60_000, connectTimeoutMs: 300 })
    // The connection is asked for without a turn of the event loop in which it could be seen.
    for (let tick = 0; tick < 50; tick++) await new Promise<void>((resolve) => process.nextTick(resolve))
    standStillUntil(performance.now() + 400)
    assert.equal((await attempt).outcome, 'ok')
  })

  it('takes the answer that came in time and waits to be read', async () => {
    const limits = { timeoutMs: 1_500, connectTimeoutMs: 1_500 }
    assert.equal((await post(limits)).outcome, 'ok')
    const before = Atomics.load(counts, answered)
    const startedAt = performance.now()
    const attempt = post(limits)
    // The request is on its way; the answer is written while nothing here runs.
    await new Promise((resolve) => setImmediate(resolve))
    Atomics.wait(counts, answered, before, 1_500)
    standStillUntil(startedAt + 1_600)
    const { outcome, statusCode, body } = await attempt
    assert.deepEqual([outcome, statusCode, body.length], ['ok', 200, 30_000])
  })

  it('sends nothing on a connection that was made in time', async () => {
    const before = Atomics.load(counts, asked)
    const startedAt = performance.now()
    await wait(1)
    const attempt = post({ timeoutMs: 300, connectTimeoutMs: 300 })
    for (let tick = 0; tick < 50; tick++) await new Promise<void>((resolve) => process.nextTick(resolve))
    standStillUntil(startedAt + 500)
    assert.equal((await attempt).outcome, 'timeout')
    await post({ timeoutMs: 60_000, connectTimeoutMs: 60_000 })
    assert.equal(Atomics.load(counts, asked), before + 1)
  })

  it('uses no connection that the receiver has closed meanwhile', async () => {
    const limits = { timeoutMs: 60_000, connectTimeoutMs: 60_000 }
    for (let at = 0; at < 2; at++) assert.equal((await Promise.all([post(limits), post(limits)])).length, 2)
    standStillUntil(performance.now() + 5_000)
    const outcomes = await Promise.all([post(limits), post(limits), post(limits)])
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['ok', 'ok', 'ok'],
    )
  })

  it('opens another connection after an exchange that outlasted the idle timeout', async () => {
    const limits = { timeoutMs: 60_000, connectTimeoutMs: 60_000 }
    assert.equal((await post({ ...limits, path: '/slow' })).outcome, 'ok')
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    const before = Atomics.load(counts, connected)
    assert.equal((await post(limits)).outcome, 'ok')
    assert.equal(Atomics.load(counts, connected), before + 1)
  })

  it('sends what waits on a connection that the receiver closed meanwhile on another one', async () => {
    const limits = { timeoutMs: 60_000, connectTimeoutMs: 60_000 }
    const postMany = () => Promise.all(Array.from({ length: 20 }, () => post(limits)))
    await postMany()
    // Of a timer, so that sockets are read before anything else after the pause.
    await wait(1)
    const sending = postMany()
    // On kept connections, and not a byte of it is written yet.
    standStillUntil(performance.now() + 5_000)
    assert.deepEqual(new Set((await sending).map(({ outcome }) => outcome)), new Set(['ok']))
  })
})
