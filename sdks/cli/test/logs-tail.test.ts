import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, beforeEach, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { cli, newHome, plinthScript } from './run-cli.ts'
import { type ScriptedAnswer, type ScriptedApi, scriptedApi } from './scripted-api.ts'

const call = (n: number, fields = {}) => ({
  ...{ id: `rql_${n}`, request_id: `req_${n}`, at: new Date(Date.now() - 1_000 + n).toISOString(), method: 'POST' },
  ...{ path: `/workspaces/wks_${n}`, operation: 'workspaces.update', status: 200, code: null, duration_ms: 4 },
  ...{ omitted: 0, ...fields },
})
const page = (data: readonly object[], next_cursor: string | null = null): ScriptedAnswer => ({
  status: 200,
  body: { data, meta: { per_page: 100, next_cursor }, links: {} },
})

describe('plinth logs tail', () => {
  let api: ScriptedApi
  /** One after the other; the last answer holds on. */
  let answers: ScriptedAnswer[]
  /** The time that the server tells; undefined: the real one. */
  let date: string | undefined
  let limitHeaders: Record<string, string>
  const askedAtMs: number[] = []
  before(async () => {
    api = await scriptedApi((_method, path) => {
      if (!path.startsWith('/requests')) return undefined
      askedAtMs.push(performance.now())
      const isFirst = path.includes('per_page=1&') || path.endsWith('per_page=1')
      const answer = isFirst ? page([]) : answers.length > 1 ? answers.shift() : answers[0]
      return answer && { ...answer, headers: { ...limitHeaders, ...(date === undefined ? {} : { date }) } }
    })
  })
  after(() => api.close())
  beforeEach(() => {
    answers = [page([])]
    date = undefined
    limitHeaders = {}
    askedAtMs.length = 0
    api.requests.length = 0
  })

  /** Runs it until it has written this, then interrupts it. */
  async function tail(args: readonly string[], until: RegExp) {
    const env = { PATH: process.env['PATH'], HOME: newHome(), PLINTH_API_KEY: 'sk_live_0123456789abcdef' }
    const child = spawn(process.execPath, [plinthScript, 'logs', 'tail', ...args], {
      env: { ...env, PLINTH_URL: api.url },
      timeout: 60_000,
    })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    const ended = once(child, 'exit')
    await eventually(() => assert.match(stdout, until, stderr), { timeoutMs: 40_000 })
    child.kill('SIGINT')
    const [code] = await ended
    return { code, stdout, stderr }
  }
  const ids = (stdout: string) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id)

  it('shows each call once, page by page, also one that was recorded late, by the clock of the server', async () => {
    answers = [page([call(1), call(3)], 'more'), page([call(4)]), page([call(2), call(3), call(4), call(5)])]
    const { code, stdout } = await tail(['-o', 'json'], /rql_5/)
    assert.deepEqual([code, ids(stdout)], [0, ['rql_1', 'rql_3', 'rql_4', 'rql_2', 'rql_5']])
    assert.match(api.requests[1] ?? '', /created_after=\d{4}-.*sort=created_at/)
    assert.match(api.requests[2] ?? '', /cursor=more/)
  })

  it('goes on where it stopped when the server does not answer for a while, and says so', async () => {
    const away: ScriptedAnswer = { status: 503, body: { error: { code: 'SERVICE_UNAVAILABLE', message: 'Away.' } } }
    answers = [page([call(1)]), away, away, page([call(1), call(2)])]
    const { code, stdout, stderr } = await tail(['-o', 'table'], /req_2/)
    assert.deepEqual([code, stdout.match(/req_\d/g)], [0, ['req_1', 'req_2']])
    assert.match(stderr, /^plinth: Ready\.\nplinth: warning: Away\. Connecting again\.\n/)
  })

  it('shows each call once when a later page of old ones is not answered', async () => {
    const old = call(1, { at: new Date(Date.now() - 3_600_000).toISOString() })
    const away: ScriptedAnswer = { status: 503, body: { error: { code: 'SERVICE_UNAVAILABLE', message: 'Away.' } } }
    answers = [page([old], 'more'), away, page([old, call(2)])]
    const { stdout } = await tail(['--since', '2h', '-o', 'json'], /rql_2/)
    assert.deepEqual(ids(stdout), ['rql_1', 'rql_2'])
  })

  it('begins by the clock of the server, and asks again for the time in which a call may still have run', async () => {
    const serverMs = Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000
    date = new Date(serverMs).toUTCString()
    const asked = () =>
      api.requests.flatMap((request) => {
        const after = new URLSearchParams(request.split('?')[1]).get('created_after')
        return after === null ? [] : [serverMs - Date.parse(after)]
      })
    answers = [page([call(1)]), page([call(2)])]
    await tail(['--since', '10m', '-o', 'id'], /rql_2/)
    const [firstAgoMs, thenAgoMs = 0] = asked()
    assert.equal(firstAgoMs, 600_000)
    // The gateway ends a call after 120 s, and tells of it up to 5 s later.
    assert.ok(thenAgoMs >= 125_000 && thenAgoMs <= 150_000, `${thenAgoMs} ms`)
    api.requests.length = 0
    await tail(['--since', new Date(serverMs - 300_000).toISOString(), '-o', 'id'], /rql_2/)
    assert.equal(asked()[0], 300_000)
  })

  it('leaves half of what the rate limit has left to others, with all pages of a pass', async () => {
    const serverMs = Math.floor(Date.now() / 1_000) * 1_000
    date = new Date(serverMs).toUTCString()
    limitHeaders = { 'x-ratelimit-remaining': '8', 'x-ratelimit-reset': String(serverMs / 1_000 + 16) }
    answers = [page([call(1)], 'more'), page([call(2)]), page([call(3)])]
    await tail(['-o', 'id'], /rql_3/)
    // Two calls, each with a quarter of the 16 s: no slow machine makes it less.
    const [, , second = Number.NaN, third = Number.NaN] = askedAtMs
    assert.ok(third - second > 7_000, `${third - second} ms`)
  })

  it('ends when the server does not say what time it is', async () => {
    date = 'none'
    const env = { PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url }
    const { code, stderr } = await cli(['logs', 'tail', '-o', 'json'], { env })
    assert.deepEqual([code, JSON.parse(stderr).error.code], [7, 'UNEXPECTED_ANSWER'])
  })

  it('asks for what the API filters, and leaves out what only the command can tell', async () => {
    const filters = ['--status', '4xx', '--path', '/webhooks/*', '--code', 'NO', '--key', 'key_1', '--method', 'post']
    answers = [
      page([
        call(1, { status: 404, path: '/webhooks/wh_1' }),
        call(2, { status: 404, path: '/workspaces' }),
        call(3, { status: 201, path: '/webhooks' }),
        call(4, { status: null, path: '/webhooks/wh_1' }),
        call(5, { status: 422, path: '/webhooks/wh_1/test' }),
        call(6, { operation: 'requests.list', method: 'GET', path: '/requests' }),
      ]),
    ]
    const { stdout } = await tail([...filters, '-o', 'ndjson'], /rql_5/)
    assert.deepEqual(ids(stdout), ['rql_1', 'rql_5'])
    for (const asked of [/code=NO/, /key_id=key_1/, /method=POST/]) assert.match(api.requests[1] ?? '', asked)
    assert.doesNotMatch(api.requests[1] ?? '', /status=/)
    await tail(['--status', '404', '-o', 'id'], /^rql_1\n/)
    assert.match(api.requests.at(-1) ?? '', /status=404/)
  })

  it('sends nothing to the terminal that a caller chose to control it with', async () => {
    answers = [page([call(1, { path: '/x\x1b[2J', code: '\x9b1m' }), call(2)])]
    for (const format of ['table', 'json', 'yaml', 'ndjson']) {
      const { stdout } = await tail(['-o', format], /req_2/)
      assert.doesNotMatch(stdout, /(?!\n)\p{Cc}/u, format)
    }
  })

  it('ends with the exit code of a refusal, and refuses what is no status', async () => {
    answers = [{ status: 403, body: { error: { code: 'INSUFFICIENT_PERMISSIONS', message: 'No.' } } }]
    const env = { PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: api.url }
    assert.equal((await cli(['logs', 'tail'], { env })).code, 3)
    assert.equal((await cli(['logs', 'tail', '--status', '6xx'], { env })).code, 2)
  })
})
