import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { cli, newHome, plinthScript } from './run-cli.ts'
import { listOf, refusal, type ScriptedAnswer, type ScriptedApi, scriptedApi } from './scripted-api.ts'

const key = 'sk_live_0123456789abcdef'
const later = { 'retry-after': '3600' }

// by id of the workspace that is read
const answers: Readonly<Record<string, [exit: number, code: string, answer: ScriptedAnswer]>> = {
  wks_422: [1, 'VALIDATION_ERROR', refusal(422, 'VALIDATION_ERROR')],
  wks_400: [1, 'INVALID_PARAMETER', refusal(400, 'INVALID_PARAMETER')],
  wks_401: [3, 'INVALID_API_KEY', refusal(401, 'INVALID_API_KEY')],
  wks_403: [3, 'INSUFFICIENT_PERMISSIONS', refusal(403, 'INSUFFICIENT_PERMISSIONS')],
  wks_404: [4, 'RESOURCE_NOT_FOUND', refusal(404, 'RESOURCE_NOT_FOUND')],
  wks_409: [5, 'CONFLICT', refusal(409, 'CONFLICT')],
  wks_412: [5, 'PRECONDITION_FAILED', refusal(412, 'PRECONDITION_FAILED')],
  wks_429: [6, 'RATE_LIMIT_EXCEEDED', { ...refusal(429, 'RATE_LIMIT_EXCEEDED'), headers: later }],
  wks_500: [7, 'INTERNAL_ERROR', { ...refusal(500, 'INTERNAL_ERROR'), headers: later }],
  wks_html: [7, 'UNEXPECTED_ANSWER', { status: 200, text: '<p>Welcome</p>', headers: { 'content-type': 'text/html' } }],
}

describe('plinth ends with', () => {
  let api: ScriptedApi
  before(async () => {
    api = await scriptedApi((method, path) => {
      const [, id = ''] = /^\/workspaces\/(\w+)$/.exec(path) ?? []
      if (id === 'wks_none') return refusal(400, 'MISSING_WORKSPACE_CONTEXT')
      if (method === 'DELETE') return { status: 204 }
      if (`${method} ${path}` === 'POST /namespaces') return answers['wks_html']?.[2]
      return answers[id]?.[2] ?? (path === '/session' ? undefined : listOf([{ id: 'wks_1', name: 'Acme' }]))
    })
  })
  after(() => api.close())
  const env = () => ({ PLINTH_API_KEY: key, PLINTH_URL: api.url })

  it('0 when it is done', async () => {
    const { code, stdout, stderr } = await cli(['workspaces', 'list'], { env: env() })
    assert.deepEqual([code, JSON.parse(stdout), stderr], [0, [{ id: 'wks_1', name: 'Acme' }], ''])
  })

  for (const [id, [exit, code]] of Object.entries(answers)) {
    it(`${exit} for ${code}, which is one object on stderr`, async () => {
      const ended = await cli(['workspaces', 'get', id], { env: env() })
      assert.deepEqual([ended.code, ended.stdout], [exit, ''], ended.stderr)
      assert.equal(JSON.parse(ended.stderr).error.code, code)
    })
  }

  it('1 where an operator names no workspace, and says with which option', async () => {
    const { code, stderr } = await cli(['workspaces', 'get', 'wks_none'], { env: env() })
    const { error } = JSON.parse(stderr)
    assert.deepEqual([code, error.code], [1, 'MISSING_WORKSPACE_CONTEXT'])
    assert.match(error.hint, /--workspace/)
  })

  it('2 when it is used wrongly, without a call', async () => {
    const before = api.requests.length
    for (const args of [
      ['workspaces', 'get'],
      ['workspaces', 'get', ''],
      ['workspaces', 'get', '..'],
      ['workspaces', 'list', '--page', 'two'],
      ['workspaces', 'list', '-o', 'xml'],
      ['workspaces', 'create', '--settings', '{'],
      ['workspaces', 'create', '--settings', '{"x": [1e999]}'],
      ['workspaces', 'create', '--data', '[]'],
      ['workspaces', 'create', '--data', '@nowhere.json'],
      ['workspaces', 'lst'],
      ['workspaces'],
      ['api', 'GET', '/workspaces?page=2'],
      ['usage', 'get', '-o', 'id'],
    ]) {
      const { code, stdout } = await cli(args, { env: env() })
      assert.deepEqual([code, stdout], [2, ''], args.join(' '))
    }
    assert.equal(api.requests.length, before)
  })

  it('2 with one object on stderr, also where the command line cannot be parsed', async () => {
    for (const args of [['workspaces', 'get'], ['workspaces', 'list', '--nope'], ['nope'], ['workspaces', 'lst']]) {
      const { stderr } = await cli(args, { env: env() })
      assert.equal(JSON.parse(stderr).error.code, 'USAGE', args.join(' '))
    }
    const { stderr } = await cli(['start', '--nope'], { env: env() })
    assert.match(stderr, /^plinth: /)
  })

  it('2 when it would delete, and says what, without the explanation of the command', async () => {
    const { code, stderr } = await cli(['namespaces', 'delete', 'ns_x'], { env: env() })
    assert.equal(code, 2)
    const sentence = 'Delete a namespace ns_x: without a terminal, this needs --yes.'
    assert.equal(JSON.parse(stderr).error.message, sentence)
  })

  it('2 when it takes something away without --yes, and 0 with it', async () => {
    for (const args of [
      ['workspaces', 'delete', 'wks_1'],
      ['workspaces', 'suspend', 'wks_1'],
      ['api-keys', 'revoke', 'key_1'],
      ['workspaces', 'batch', '--operations', '[{"action": "delete", "id": "wks_1"}]'],
      ['api', 'DELETE', '/workspaces/wks_1'],
      ['api', 'DELETE', '/of-a-newer-server/1'],
      ['api', 'post', '/workspaces/wks_1/suspend'],
      ['api', 'POST', '/Workspaces/wks_1/%73uspend/'],
      ['api', 'POST', '/workspaces/batch', '--data', '{"operations": [{"action": "delete", "id": "wks_1"}]}'],
    ]) {
      const refused = await cli(args, { env: env() })
      assert.equal(refused.code, 2, refused.stderr)
      assert.match(JSON.parse(refused.stderr).error.message, /without a terminal, this needs --yes/)
    }
    assert.ok(!api.requests.some((request) => !request.startsWith('GET')))
    const harmless = ['api', 'POST', '/workspaces/batch', '--data', '{"operations": [{"action": "create"}]}']
    assert.equal((await cli(harmless, { env: env() })).code, 0)
    const { code, stdout, stderr } = await cli(['workspaces', 'delete', 'wks_1', '--yes'], { env: env() })
    assert.deepEqual([code, stdout, stderr], [0, '', ''])
    assert.equal(api.requests.at(-1), 'DELETE /api/v1/workspaces/wks_1')
  })

  it('3 without a key', async () => {
    const { code, stderr } = await cli(['workspaces', 'list'])
    assert.equal(code, 3)
    assert.deepEqual(JSON.parse(stderr).error, {
      code: 'NO_KEY',
      message: 'There is no API key.',
      hint: 'Run `plinth login`, or set PLINTH_API_KEY.',
    })
  })

  it('7 where nothing answers, and a write says how to repeat it', async () => {
    const { code, stderr } = await cli(['workspaces', 'create', '--name', 'Acme'], {
      env: { PLINTH_API_KEY: key, PLINTH_URL: 'http://127.0.0.1:1' },
    })
    assert.equal(code, 7)
    const { error } = JSON.parse(stderr)
    assert.equal(error.code, 'NO_ANSWER')
    assert.match(error.idempotency_key, /^[0-9a-f-]{36}$/)
  })

  it('7 where something else answers a write, and says how to repeat it', async () => {
    const { code, stderr } = await cli(['namespaces', 'create', '--name', 'Shop'], { env: env() })
    assert.deepEqual([code, JSON.parse(stderr).error.code], [7, 'UNEXPECTED_ANSWER'])
    assert.equal(JSON.parse(stderr).error.idempotency_key, api.received.at(-1)?.headers['idempotency-key'])
  })

  it('130 when a write is interrupted, and says how to repeat it', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    try {
      await once(silent, 'listening')
      const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
      const child = spawn(process.execPath, [plinthScript, 'workspaces', 'create', '--name', 'Acme'], {
        env: { PATH: process.env['PATH'], HOME: newHome(), PLINTH_API_KEY: key, PLINTH_URL: url },
      })
      const errors = text(child.stderr)
      // A command may ask about its key beside the write.
      let sent: string | undefined
      while (sent === undefined) sent = (await once(silent, 'request'))[0].headers['idempotency-key']
      child.kill('SIGINT')
      const [code] = await once(child, 'exit')
      const { error } = JSON.parse(await errors)
      assert.deepEqual([code, error.code, error.idempotency_key], [130, 'INTERRUPTED', sent])
    } finally {
      silent.closeAllConnections()
      silent.close()
    }
  })

  it('130 when it is interrupted', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    try {
      await once(silent, 'listening')
      const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
      const child = spawn(process.execPath, [plinthScript, 'workspaces', 'list'], {
        env: { PATH: process.env['PATH'], HOME: newHome(), PLINTH_API_KEY: key, PLINTH_URL: url },
      })
      await once(silent, 'request')
      child.kill('SIGINT')
      const [code] = await once(child, 'exit')
      assert.equal(code, 130)
    } finally {
      silent.closeAllConnections()
      silent.close()
    }
  })
})
