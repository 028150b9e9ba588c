// Commands by hand, against a running Plinth and an endpoint that it delivers to.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { type OneProcess, startOneProcess } from '../../../e2e/src/one-process.ts'
import { created, newTenant, type Tenant } from '../../../e2e/src/tenant.ts'
import { cli, newHome, plinthScript } from './run-cli.ts'

// Parsed and printed again, each of them would be another.
const data = '{ "amount" : 12345678901234567890.50, "b":1, "1":"\\u00e9 é", "e": 1E+2 }'

describe('plinth beside a running Plinth', () => {
  let plinth: OneProcess
  let tenant: Tenant
  let [endpoint, local]: WebhookReceiver[] = []
  const home = newHome()
  const env = () => ({ PLINTH_API_KEY: tenant.key, PLINTH_URL: plinth.url })
  const run = (...args: readonly string[]) => cli(args, { home, env: env() })
  before(async () => {
    ;[plinth, endpoint, local] = await Promise.all([startOneProcess(), webhookReceiver(), webhookReceiver()])
    tenant = await newTenant(plinth)
    const event_types = [
      {
        ...{ name: 'report.ready', description: 'It is ready.' },
        schema: { type: 'object', properties: { pages: { type: 'integer', minimum: 1 } }, required: ['pages'] },
        example: { pages: 3 },
      },
      { name: 'note.made', description: 'A note.' },
    ]
    const headers = { authorization: `Bearer ${plinth.operatorKey}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ event_types })
    const put = await fetch(`${plinth.url}/api/v1/event-types`, { method: 'PUT', headers, body })
    assert.equal(put.status, 200, await put.text())
    created(await tenant.api.post('/webhooks', { url: endpoint?.url, events: ['note.made'] }))
  })
  after(() => Promise.all([plinth?.stop(), endpoint?.close(), local?.close()]))

  const followed: ChildProcess[] = []
  after(() => followed.forEach((child) => void child.kill('SIGKILL')))
  /** The output of a command that follows something. */
  function following(...args: readonly string[]): { child: ChildProcess; said: () => string; written: () => string } {
    const child = spawn(process.execPath, [plinthScript, ...args], {
      env: { PATH: process.env['PATH'], HOME: home, ...env() },
    })
    followed.push(child)
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    return { child, said: () => stderr, written: () => stdout }
  }

  it('sends an event again with the bytes that the endpoint and the stream got', async () => {
    const listener = following('listen', '--forward-to', `${local?.url}/listen`, '-o', 'table')
    const tail = following('events', 'tail', '-o', 'ndjson', '--events', 'note.*', '--since', '1m')
    await eventually(() => assert.match(listener.said(), /Ready\./))
    const headers = { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json' }
    const body = `{"type": "note.made", "data": ${data}}`
    const published = await fetch(`${plinth.url}/api/v1/events`, { method: 'POST', headers, body })
    const { id } = JSON.parse(await published.text()).data
    await eventually(() => {
      assert.deepEqual([endpoint?.requests.length, local?.requests.length], [1, 1])
      assert.match(tail.written(), /\n$/)
    })
    const { code, stderr } = await run('events', 'resend', id, '--forward-to', `${local?.url}/again`)
    assert.equal(code, 0, stderr)
    const [delivered] = endpoint?.requests ?? []
    assert.ok(delivered)
    assert.ok(delivered.body.toString().endsWith(`,"data":${data}}`), delivered.body.toString())
    for (const sent of local?.requests ?? []) assert.deepEqual(sent.body, delivered.body, sent.path)
    assert.equal(local?.requests.at(-1)?.path, '/again')
    assert.equal(tail.written(), `${delivered.body}\n`)
    for (const { child } of [listener, tail]) child.kill('SIGKILL')
  })

  it('checks what trigger makes against the whole schema of the product', async () => {
    const forward = ['--forward-to', `${local?.url}/trigger`, '-o', 'json']
    const sent = await run('trigger', 'report.ready', '--set', 'data.pages=12', ...forward)
    assert.equal(sent.code, 0, sent.stderr)
    assert.deepEqual(JSON.parse(local?.requests.at(-1)?.body.toString() ?? '').data, { pages: 12 })
    const refused = await run('trigger', 'report.ready', '--set', 'data.pages=0', ...forward)
    assert.equal(refused.code, 2)
    assert.match(JSON.parse(refused.stderr).error.message, /data\.pages must be >= 1/)
    // Each type of Plinth itself has an example that fits.
    const { stdout } = await run('event-types', 'list', '--all', '-o', 'json')
    const known = JSON.parse(stdout).filter(({ example }: { example: unknown }) => example !== null)
    const ended = await Promise.all(
      ['workspace.updated', 'api_key.created', 'ping'].map((type) => run('trigger', type, ...forward)),
    )
    assert.deepEqual([...new Set(ended.map(({ code }) => code))], [0], JSON.stringify(ended))
    assert.ok(known.length > 10)
  })

  it('shows the calls of the API within seconds, those that are asked for', async () => {
    const tail = following('logs', 'tail', '--status', '4xx', '--path', '/webhooks/*', '-o', 'ndjson', '--since', '1m')
    await tenant.api.get('/webhooks/wh_unknown')
    await tenant.api.get('/workspaces/wks_unknown')
    await eventually(() => assert.match(tail.written(), /\n/, tail.said()), { timeoutMs: 40_000 })
    const [first = ''] = tail.written().split('\n')
    const { path, status, code } = JSON.parse(first)
    assert.deepEqual([path, status, code], ['/webhooks/wh_unknown', 404, 'RESOURCE_NOT_FOUND'])
    tail.child.kill('SIGINT')
  })

  it('parses, whatever other command by hand writes with -o json', async () => {
    for (const args of [
      ['whoami'],
      ['profiles'],
      ['catalog', 'export'],
      ['event-types', 'export'],
      ['api', 'GET', '/user'],
    ]) {
      const { code, stdout, stderr } = await run(...args, '-o', 'json')
      assert.equal(code, 0, `${args.join(' ')}: ${stderr}`)
      assert.equal(typeof JSON.parse(stdout), 'object', args.join(' '))
    }
  })
})
