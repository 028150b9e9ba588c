import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { reconnecting } from '../src/own/reconnecting.ts'
import { cliWithin } from './run-cli.ts'
import { type ScriptedAnswer, type ScriptedApi, scriptedApi } from './scripted-api.ts'

const refusal = (status: number, code: string): ScriptedAnswer => ({
  status,
  body: { error: { code, message: `It is ${code}.`, details: { types: ['They are wrong.'] } } },
})
const stream = (text: string): ScriptedAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  text: `: ping\nid: c0\n\n${text}`,
})

describe('A stream of events that is refused', () => {
  let api: ScriptedApi
  let answers: ScriptedAnswer[]
  let askedMs: number[]
  before(async () => {
    api = await scriptedApi(() => {
      askedMs.push(performance.now())
      return answers.length > 1 ? answers.shift() : answers[0]
    })
  })
  after(() => api.close())
  beforeEach(() => {
    askedMs = []
  })
  const listen = (...args: string[]) =>
    cliWithin(['listen', ...args, '-o', 'json'], {
      env: { PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url },
    })

  for (const [status, exit, hint] of [
    [400, 1, undefined],
    [401, 3, /plinth login/],
    [403, 3, /scopes/],
    [404, 4, undefined],
    [409, 5, undefined],
    [412, 5, undefined],
    [429, 6, undefined],
    [500, 7, undefined],
  ] as const) {
    it(`${exit} for ${status}, as every other command says it`, async () => {
      answers = [refusal(status, 'NO_STREAM')]
      const { code, stderr } = await listen()
      const { error } = JSON.parse(stderr)
      const { hint: said, ...rest } = error
      assert.equal(code, exit)
      assert.deepEqual(rest, {
        ...{ code: 'NO_STREAM', message: 'It is NO_STREAM.', details: { types: ['They are wrong.'] }, status },
        ...{ request_id: 'req_1', doc_url: `${api.url}/docs/errors/NO_STREAM` },
      })
      if (hint === undefined) assert.equal(said, undefined)
      else assert.match(said, hint)
    })
  }

  it('later is asked for again, after the time that the server asks for', async () => {
    answers = [
      stream(''),
      { ...refusal(429, 'RATE_LIMIT_EXCEEDED'), headers: { 'retry-after': '2' } },
      stream('id: c1\nevent: ping\ndata: {"id": "evt_1", "created_at": "2026-01-05T10:00:00Z"}\n\n'),
    ]
    const { code, stderr } = await listen('--once', 'ping')
    assert.equal(code, 0, stderr)
    const [, second = 0, third = 0] = askedMs
    assert.ok(third - second >= 1_990, `${third - second} ms`)
  })

  it('later for good ends the command', async () => {
    answers = [stream(''), refusal(409, 'STATE_CONFLICT')]
    assert.equal((await listen()).code, 5)
  })

  it('7 when the first one is cut before anything came', async () => {
    // More is announced than comes.
    const headers = { 'content-type': 'text/event-stream', 'content-length': '9', connection: 'close' }
    answers = [{ status: 200, headers, text: ': ping' }]
    const { code, stderr } = await listen('--once', 'ping', '--timeout', '10s')
    assert.deepEqual([code, JSON.parse(stderr).error.message], [7, 'The connection was lost.'])
  })

  it('is not asked for again after a mistake of the command itself', { timeout: 10_000 }, async () => {
    const quiet = { onReady: () => undefined, onLost: () => undefined, onBack: () => undefined }
    const broken = reconnecting({ signal: AbortSignal.timeout(5_000), ...quiet }, async function* (heard) {
      heard()
      yield 1
      throw new RangeError('It is a mistake.')
    })
    assert.equal((await broken.next()).value, 1)
    await assert.rejects(broken.next(), RangeError)
  })

  it('7 for an answer that is no stream', async () => {
    answers = [{ status: 200, body: { data: [] } }]
    const { code, stderr } = await listen()
    assert.deepEqual([code, JSON.parse(stderr).error.code], [7, 'UNEXPECTED_ANSWER'])
  })
})
