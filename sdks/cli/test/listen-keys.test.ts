// A person who listens, on a terminal.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { newHome } from './run-cli.ts'
import { type ScriptedApi, scriptedApi } from './scripted-api.ts'
import { notedPlinth, onTerminal, shows } from './terminal.ts'

const event = '{"id":"evt_1","type":"invoice.paid","created_at":"2026-01-05T10:00:00.000Z","data":{ "amount": 7.00 }}'

describe('plinth listen on a terminal', () => {
  let api: ScriptedApi
  let receiver: WebhookReceiver
  let streams = 0
  before(async () => {
    receiver = await webhookReceiver()
    api = await scriptedApi((_method, path) =>
      path.startsWith('/events/stream')
        ? {
            status: 200,
            headers: { 'content-type': 'text/event-stream' },
            text:
              path.includes('none') || (path.includes('first') && streams++ > 0)
                ? ': ping\nid: c0\n\n'
                : `id: c1\nevent: invoice.paid\ndata: ${event}\n\n`,
          }
        : undefined,
    )
  })
  after(async () => {
    api?.close()
    await receiver?.close()
  })
  const listen = (options: string) => {
    const home = newHome()
    notedPlinth(home)
    return onTerminal(`plinth listen --forward-to ${receiver.url} ${options}`, {
      home,
      env: { PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url },
    })
  }

  it('sends the last event again, byte for byte, when r is pressed, says so, and ends with Ctrl-C', async () => {
    const terminal = listen('')
    await shows(terminal, /Press r to send the last event again, Ctrl-C to end\.\r\n.*evt_1/s)
    const count = receiver.requests.length
    terminal.type('xr')
    await eventually(() => assert.ok(receiver.requests.length > count))
    assert.deepEqual([...new Set(receiver.requests.map(({ body }) => body.toString()))], [event])
    terminal.type('\x03')
    assert.equal(await terminal.ended, 0, terminal.output())
    assert.match(terminal.output(), /Ended\.\r\n$/)
  })

  it('waits at the end for an event that is sent again', async () => {
    const terminal = listen('--events first.at')
    await shows(terminal, /evt_1/)
    const count = receiver.requests.length
    receiver.answerWith({ status: 201, delayMs: 1_000 })
    terminal.type('r')
    await eventually(() => assert.ok(receiver.requests.length > count))
    terminal.type('\x03')
    assert.equal(await terminal.ended, 0, terminal.output())
    assert.match(terminal.output(), /201.*evt_1\r\n.*Ended\.\r\n$/s)
  })

  it('says so when there is none yet', async () => {
    const terminal = listen('--events none.at')
    await shows(terminal, /Press r/)
    terminal.type('r')
    await shows(terminal, /No event has come yet\./)
    terminal.type('\x03')
    assert.equal(await terminal.ended, 0, terminal.output())
  })
})
