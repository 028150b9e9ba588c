import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { eventually } from '@plinth/testkit'
import { sendRaw } from '../../src/fuzz/raw-request.ts'
import { type OneProcess, startOneProcess } from '../../src/one-process.ts'
import type { Tenant } from '../../src/tenant.ts'
import { unlimitedTenant } from '../../src/valid-calls.ts'

const timeoutMs = 1_000
// Node looks every second; the rest is a machine under load.
const latestMs = 60_000

describe('clients that are slow, silent or endless', () => {
  let plinth: OneProcess
  let tenant: Tenant
  let port: number
  before(async () => {
    plinth = await startOneProcess({
      GATEWAY_REQUEST_TIMEOUT_MS: String(timeoutMs),
      GATEWAY_ANSWER_TIMEOUT_MS: String(2 * timeoutMs),
      GATEWAY_KEEP_ALIVE_TIMEOUT_MS: String(timeoutMs),
    })
    tenant = await unlimitedTenant(plinth)
    port = Number(new URL(plinth.url).port)
  })
  after(() => plinth?.stop())

  const head = (method: string, path: string) =>
    `${method} /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tenant.key}\r\nContent-Type: application/json\r\n`

  /** Resolves with what came when the server ended it; rejects when it never does. */
  async function untilClosed(play: (socket: Socket) => void, read = true): Promise<{ text: string }> {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const closed = new Promise<void>((resolve) => {
      socket.on('error', () => undefined)
      socket.on('close', () => resolve())
    })
    if (read) socket.on('data', (chunk) => (text += chunk))
    play(socket)
    const late = wait(latestMs, undefined, { ref: false }).then(() => {
      throw new Error(`still open after ${latestMs} ms, having said: ${text.slice(0, 300)}`)
    })
    try {
      await Promise.race([closed, late])
    } finally {
      socket.destroy()
    }
    return { text }
  }
  /** As untilClosed. A byte that meets a closed connection resets it, and TCP may drop what was not read yet: then once more. */
  async function untilAnswered(play: (socket: Socket) => void): Promise<{ text: string }> {
    for (let tries = 1; tries < 5; tries++) {
      const answer = await untilClosed(play)
      if (answer.text !== '') return answer
    }
    return untilClosed(play)
  }

  it('a connection that says nothing is closed', async () => {
    await untilClosed(() => undefined)
  })

  it('headers that never end: 408 in the envelope', async () => {
    const { text } = await untilAnswered((socket) => {
      socket.write('GET /api/v1/user HTTP/1.1\r\nHost: x\r\nX-Slow: ')
      drip(socket, 'a')
    })
    assert.match(text, /^HTTP\/1\.1 408 .*"request_id"/s)
  })

  it('a body that never ends: 408 or 400, and closed', async () => {
    const { text } = await untilAnswered((socket) => {
      socket.write(`${head('POST', '/workspaces')}Content-Length: 100000\r\n\r\n{"name":"`)
      drip(socket, 'a')
    })
    assert.match(text, /^HTTP\/1\.1 40[08] .*"request_id"/s)
  })

  it('chunks that never end: closed', async () => {
    await untilClosed((socket) => {
      socket.write(`${head('POST', '/workspaces')}Transfer-Encoding: chunked\r\n\r\n`)
      drip(socket, '1\r\na\r\n')
    })
  })

  it('an idle connection is closed after its answer', async () => {
    const { text } = await untilClosed((socket) => socket.write(`${head('GET', '/user')}\r\n`))
    assert.match(text, /^HTTP\/1\.1 200 /)
  })

  it('one that sends blank lines for ever after its answer is closed', async () => {
    const { text } = await untilClosed((socket) => {
      socket.write(`${head('GET', '/user')}\r\n`)
      drip(socket, '\r\n')
    })
    assert.match(text, /^HTTP\/1\.1 200 /)
  })

  it('one that asks for megabytes and reads nothing is closed', async () => {
    const documentation = `GET /api/openapi.json HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tenant.key}\r\n\r\n`
    // A busy machine may take longer than the second that a request has here to arrive.
    const sizeOf = async () => (await (await fetch(`${plinth.url}/api/openapi.json`)).arrayBuffer()).byteLength
    const sizeBytes = await eventually(sizeOf)
    await untilClosed((socket) => {
      socket.pause()
      socket.write(documentation.repeat(Math.ceil(40_000_000 / sizeBytes)))
      // Only who writes hears that the other end is gone.
      drip(socket, '\r\n')
    }, false)
  })

  it('a body that is not read: the answer arrives before the connection is closed', async () => {
    const body = Buffer.alloc(4_000_000, 0x20)
    const headers: [string, string][] = [['Authorization', `Bearer ${tenant.key}`]]
    for (let call = 0; call < 20; call++) {
      const read = await sendRaw(plinth.url, { method: 'GET', target: '/api/v1/user', headers, body })
      assert.equal(read?.status, 200)
      const refused = await sendRaw(plinth.url, { method: 'POST', target: '/api/v1/nowhere', headers, body })
      assert.equal(refused?.status, 404)
    }
  })

  it('a refused body that breaks off: one answer, not two', async () => {
    const body = Buffer.alloc(100_000, 0x20)
    const answer = await sendRaw(plinth.url, {
      method: 'POST',
      target: '/api/v1/nowhere',
      headers: [],
      body,
      sending: 'truncated',
    })
    assert.equal(JSON.parse(answer?.text ?? '').error.code, 'ENDPOINT_NOT_FOUND')
  })

  it('10,000 headers: refused in the envelope', async () => {
    const headers = Array.from({ length: 10_000 }, (_, at): [string, string] => [`X-${at}`, 'v'])
    const answer = await sendRaw(plinth.url, { method: 'GET', target: '/api/v1/user', headers })
    assert.equal(answer?.status, 431)
    assert.match(answer.text, /"request_id"/)
  })
})

describe('200 slow clients that stay connected', () => {
  let plinth: OneProcess
  let tenant: Tenant
  const slow: Socket[] = []
  before(async () => {
    plinth = await startOneProcess({ GATEWAY_REQUEST_TIMEOUT_MS: '300000', GATEWAY_ANSWER_TIMEOUT_MS: '3600000' })
    tenant = await unlimitedTenant(plinth)
  })
  after(async () => {
    for (const socket of slow) socket.destroy()
    await plinth?.stop()
  })

  /** Resolves when the gateway has taken the headers and waits for the body, which never ends. */
  async function beSlow(): Promise<void> {
    const socket = connect(Number(new URL(plinth.url).port), '127.0.0.1')
    slow.push(socket)
    socket.on('error', () => undefined)
    const head = `POST /api/v1/webhooks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tenant.key}\r\n`
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n`)
    const [first] = await once(socket, 'data')
    assert.match(String(first), /^HTTP\/1\.1 100 /)
    drip(socket, ' ')
  }

  it('keep no other client from an answer', async () => {
    await Promise.all(Array.from({ length: 200 }, beSlow))
    for (let call = 0; call < 10; call++) {
      const answer = await tenant.api.get('/user')
      assert.equal(answer.status, 200)
    }
    assert.equal(slow.filter(({ closed, readableEnded }) => !closed && !readableEnded).length, 200)
  })
})

function drip(socket: Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 100)
  socket.on('close', () => clearInterval(timer))
}
