import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { cliWithin, newHome, plinthScript } from './run-cli.ts'
import { type ScriptedAnswer, scriptedApi } from './scripted-api.ts'

const replay = (status: string, done: number): ScriptedAnswer => ({
  status: 200,
  body: { data: { id: 'rpl_1', webhook_id: 'wh_1', status, total: 3, done } },
})
const args = ['replays', 'create', 'wh_1', '--since', '2026-01-05T10:00:00Z', '--wait', '-o', 'json']
const envOf = (url: string) => ({ PLINTH_API_KEY: 'sk_live_0123456789abcdef', PLINTH_URL: url })

async function waited(status: string) {
  const api = await scriptedApi((method, path) => {
    if (path === '/session') return undefined
    return method === 'POST' ? replay('running', 1) : replay(status, 2)
  })
  try {
    return { ...(await cliWithin(args, { env: envOf(api.url) })), requests: api.requests }
  } finally {
    api.close()
  }
}

describe('plinth replays create --wait', () => {
  it('0 when the replay is done', async () => {
    const { code, stdout, stderr, requests } = await waited('done')
    assert.deepEqual([code, stderr], [0, ''])
    assert.equal(JSON.parse(stdout).status, 'done')
    assert.deepEqual(requests, ['POST /api/v1/webhooks/wh_1/replay', 'GET /api/v1/webhooks/wh_1/replays/rpl_1'])
  })

  it('1 when the replay was cancelled, which is printed', async () => {
    const { code, stdout, stderr } = await waited('cancelled')
    assert.deepEqual([code, JSON.parse(stdout).status], [1, 'cancelled'])
    assert.equal(JSON.parse(stderr).error.code, 'REPLAY_CANCELLED')
  })

  it('130 with how to end the replay, when it is interrupted during a call', async () => {
    // The answer to the second call does not end.
    const api = await scriptedApi((method, path) => {
      if (path === '/session') return undefined
      return method === 'POST'
        ? replay('running', 1)
        : { ...replay('running', 2), headers: { 'content-length': '9999' } }
    })
    try {
      const env = { PATH: process.env['PATH'], HOME: newHome(), ...envOf(api.url) }
      const child = spawn(process.execPath, [plinthScript, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
      const said = text(child.stderr)
      await eventually(() => assert.equal(api.requests.length, 2))
      child.kill('SIGINT')
      const [code] = await once(child, 'exit')
      assert.equal(code, 130)
      assert.match(JSON.parse(await said).error.hint, /^End it with `plinth replays cancel wh_1 rpl_1 --yes`/)
    } finally {
      api.close()
    }
  })
})
