// In this process: a pipe takes more than these events before it is full.
import assert from 'node:assert/strict'
import { PassThrough, Writable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { eventually } from '@plinth/testkit'
import { runCli } from '../src/index.ts'
import { newHome } from './run-cli.ts'
import { type ScriptedApi, scriptedApi } from './scripted-api.ts'

const events = Array.from(
  { length: 50 },
  (_, n) => `{"id":"evt_${n}","created_at":"2026-01-05T10:00:00.000Z","data":{ "amount": 7.00 }}`,
)

describe('plinth events tail, while nobody reads what it writes', () => {
  let api: ScriptedApi
  let asked: number
  before(async () => {
    api = await scriptedApi((_method, path) => {
      if (!path.startsWith('/events/stream')) return undefined
      if (asked++ > 0) return { status: 403, body: { error: { code: 'FORBIDDEN', message: 'No.' } } }
      const text = events.map((data, n) => `id: c${n}\nevent: ping\ndata: ${data}\n\n`).join('')
      return { status: 200, headers: { 'content-type': 'text/event-stream' }, text }
    })
  })
  after(() => api.close())

  for (const format of ['table', 'ndjson']) {
    it(`has ten events in memory and no more, as ${format}`, async (t) => {
      asked = 0
      const warned = t.mock.method(process, 'emitWarning', () => undefined)
      const written: string[] = []
      let read: (() => void) | undefined
      const stdout = new Writable({
        highWaterMark: 1,
        decodeStrings: false,
        write(text: string, _encoding, taken) {
          if (text !== '') written.push(text)
          if (read === undefined) read = taken
          else taken()
        },
      })
      const ended = runCli(['events', 'tail', '-o', format], {
        env: { HOME: newHome(), PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url },
        ...{ stdin: new PassThrough(), stdout, stderr: new PassThrough().resume() },
      })
      await eventually(() => assert.equal(written.length, 1))
      // The stream would be asked for again if all had been taken from it.
      await wait(1_500)
      assert.equal(asked, 1)
      read?.()
      assert.equal(await ended, 3)
      assert.equal(written.length, events.length)
      if (format === 'ndjson')
        assert.deepEqual(
          written,
          events.map((data) => `${data}\n`),
        )
      assert.equal(warned.mock.callCount(), 0)
    })
  }
})
