import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { metricsText } from '@plinth/kit/metrics'
import { http } from '@plinth/kit/node-http'
import type { Readiness } from '@plinth/kit/part'
import { messageOf } from './refusal.ts'

export interface ManagementOptions {
  host: string
  port: number
  readiness: () => Promise<Readiness>
  /** Controls for tests; undefined if they are not allowed. */
  test: TestControl | undefined
}

export interface TestControl {
  /** Moves time everywhere. */
  advanceClock(by: string): Promise<object>
  reset: (() => Promise<void>) | undefined
}

const bodyBytesMax = 1_024

/** Serves /healthz, /readyz, /metrics and, for tests, POST /test/clock and /test/reset to operators, never to callers of the API. */
export async function startManagement(options: ManagementOptions): Promise<{ close(): Promise<void> }> {
  const server = http.createServer((req, res) => {
    route(options, req, res).catch((err: unknown) => answer(res, 400, { error: messageOf(err) }))
  })
  server.listen(options.port, options.host)
  await once(server, 'listening')
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function route(options: ManagementOptions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname } = new URL(req.url ?? '/', 'http://management')
  if (pathname.startsWith('/test/')) refusePages(req)
  switch (`${req.method} ${pathname}`) {
    case 'GET /healthz':
      return answer(res, 200, { status: 'ok' })
    case 'GET /readyz': {
      const { ready, checks } = await options.readiness()
      return answer(res, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks })
    }
    case 'GET /metrics':
      res.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      res.end(await metricsText())
      return
    case 'POST /test/clock':
      if (options.test === undefined) break
      return answer(res, 200, await options.test.advanceClock(await advanceOf(req)))
    case 'POST /test/reset':
      if (options.test === undefined) break
      if (options.test.reset === undefined) throw new Error('only a process that runs all parts can be reset')
      await options.test.reset()
      return answer(res, 200, { status: 'reset' })
  }
  answer(res, 404, { error: 'not found' })
}

/** A page of any site that is open on this machine could send a POST here; browsers say that they do. */
function refusePages({ headers }: IncomingMessage): void {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined)
    throw new Error('pages of a browser may not do this')
}

async function advanceOf(req: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of req.setEncoding('utf8')) {
    body += chunk
    if (body.length > bodyBytesMax) throw new Error('the body is too large')
  }
  const parsed: unknown = JSON.parse(body)
  if (typeof parsed === 'object' && parsed !== null && 'advance' in parsed && typeof parsed.advance === 'string')
    return parsed.advance
  throw new Error('the body must be {"advance": "25h"}')
}

function answer(res: ServerResponse, status: number, body: object): void {
  res.statusCode = status
  res.setHeader('content-type', 'application/json; charset=utf-8')
  res.end(`${JSON.stringify(body)}\n`)
}
