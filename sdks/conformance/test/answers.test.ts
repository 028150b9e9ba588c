import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import type { Answer } from '../src/format.ts'
import { conformanceServer } from '../src/server/conformance-server.ts'

interface Session {
  baseUrl: string
  /** Of the case's one request. */
  url: string
  until(what: string): Promise<void>
}

/** Runs `use` on a case whose one request is answered so. */
async function answered(answer: Answer, use: (session: Session) => Promise<void>): Promise<void> {
  const attempts = [{ sent: { line: 'GET /api/v1/user' }, answer }]
  const call = { kind: 'operation', operation: 'users.current' } as const
  const server = await conformanceServer([{ id: 'one', promise: 'One.', calls: [{ call, attempts, sees: {} }] }])
  try {
    const begun = await fetch(`${server.url}/__cases/one`, { method: 'POST' })
    const { session, client } = (await begun.json()) as { session: string; client: { baseUrl: string } }
    await use({
      baseUrl: client.baseUrl,
      url: `${client.baseUrl}/api/v1/user`,
      until: async (what) => {
        assert.equal((await fetch(`${server.url}/__sessions/${session}/until/${what}`)).status, 204)
      },
    })
  } finally {
    await server.close()
  }
}

/** All the bytes that come for a request, and how the connection ended. */
async function bytesOf(url: string, { withBody = true } = {}): Promise<{ text: string; end: 'end' | string }> {
  const { hostname, port, pathname } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  await once(socket, 'connect')
  const body = withBody ? 'hello' : ''
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\n${body}`)
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return new Promise((resolve) => {
    socket.on('end', () => resolve({ text, end: 'end' }))
    socket.on('error', (err: NodeJS.ErrnoException) => resolve({ text, end: err.code ?? '' }))
  })
}

describe('the answers of the scripted server', () => {
  it('has the headers of an answer of Plinth, those of the case, and its body', () =>
    answered(
      { status: 201, headers: { ETag: '"1"', Link: '{{baseUrl}}/x' }, json: { data: 'ü' } },
      async ({ url, baseUrl }) => {
        const answer = await fetch(url)
        assert.equal(answer.status, 201)
        const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(answer.headers)
        assert.deepEqual(headers, {
          'content-length': '13',
          'content-type': 'application/json; charset=utf-8',
          etag: '"1"',
          link: `${baseUrl}/x`,
          'x-api-version': '1',
          'x-ratelimit-limit': '1000',
          'x-ratelimit-remaining': '999',
          'x-ratelimit-reset': '1767607200',
          'x-request-id': 'req_case_1',
        })
        assert.equal(await answer.text(), '{"data":"ü"}')
      },
    ))

  it('has the envelope of an error with the request id of the header', () =>
    answered({ status: 404, error: { code: 'RESOURCE_NOT_FOUND' } }, async ({ url }) => {
      const body = await (await fetch(url)).json()
      assert.deepEqual(body, {
        error: { code: 'RESOURCE_NOT_FOUND', message: 'It is a 404.', request_id: 'req_case_1' },
      })
    }))

  it('ends the connection after so many bytes of a body that is cut', () =>
    answered({ json: { data: 'hello' }, cutAfter: 6 }, async ({ url }) => {
      const { text, end } = await bytesOf(url)
      assert.match(text, /content-length: 16\r\n[\s\S]*\r\n\r\n\{"data$/)
      assert.equal(end, 'end')
    }))

  it('resets the connection before it has read the body', () =>
    answered({ reset: 'before' }, async ({ url }) => {
      assert.deepEqual(await bytesOf(url, { withBody: false }), { text: '', end: 'ECONNRESET' })
    }))

  it('resets the connection after it has read the body', () =>
    answered({ reset: 'after' }, async ({ url, until }) => {
      assert.deepEqual(await bytesOf(url), { text: '', end: 'ECONNRESET' })
      await until('request/1')
    }))

  it('sends raw bytes and ends', () =>
    answered({ raw: 'HTTP/1.1 2' }, async ({ url }) => {
      assert.deepEqual(await bytesOf(url), { text: 'HTTP/1.1 2', end: 'end' })
    }))

  it('stalls after so many bytes, and tells who waits for it', () =>
    answered({ json: { data: 'hello' }, stallAfter: 6 }, async ({ url, until }) => {
      const stop = new AbortController()
      const answer = await fetch(url, { signal: stop.signal })
      const reader = answer.body?.getReader()
      await until('answer/1')
      assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), '{"data')
      const rest = reader?.read()
      stop.abort()
      await assert.rejects(async () => rest, { name: 'AbortError' })
    }))

  it('drips all of its bytes', () =>
    answered({ json: [1, 2], dripMs: 1 }, async ({ url }) => {
      assert.equal(await (await fetch(url)).text(), '[1,2]')
    }))

  it('drips a byte at a time', () =>
    answered({ json: [1, 2], dripMs: 3_600_000 }, async ({ url }) => {
      const stop = new AbortController()
      const reader = (await fetch(url, { signal: stop.signal })).body?.getReader()
      assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), '[')
      stop.abort()
    }))

  it('is silent', () =>
    answered({ silence: true }, async ({ url, until }) => {
      const stop = new AbortController()
      const answer = fetch(url, { signal: stop.signal })
      await until('request/1')
      stop.abort()
      await assert.rejects(answer, { name: 'AbortError' })
    }))

  it('writes a time to come as an HTTP date', () =>
    answered({ status: 503, headers: { 'retry-after': '{{httpDate:86400000}}' } }, async ({ url }) => {
      const before = Date.now()
      const date = Date.parse((await fetch(url)).headers.get('retry-after') ?? '')
      assert.ok(date >= before + 86_399_000 && date <= Date.now() + 86_400_000, String(date))
    }))
})
