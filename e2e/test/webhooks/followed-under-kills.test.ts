import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { eventually, type TcpProxy, tcpProxy, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { answered } from '../../src/kills/answered.ts'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import type { Tenant } from '../../src/tenant.ts'
import { unlimitedTenant } from '../../src/valid-calls.ts'

const eventsWanted = Number(process.env['FOLLOWED_EVENTS'] ?? 10_000)
const cutsWanted = 20
const batchSize = 100
const plinthScript = fileURLToPath(new URL('../../../app/bin/plinth.mjs', import.meta.url))

describe(`plinth listen beside ${eventsWanted} events, ${cutsWanted} cuts and 6 kills`, () => {
  let mesh: Mesh
  let proxy: TcpProxy
  let receiver: WebhookReceiver
  let tenant: Tenant
  let listener: ChildProcess
  let home: string
  let said = ''
  before(async () => {
    receiver = await webhookReceiver()
    mesh = await startMesh()
    proxy = await tcpProxy(new URL(mesh.url).host)
    tenant = await unlimitedTenant(mesh)
    const types = { event_types: [{ name: 'report.ready', description: 'It is ready.' }] }
    const headers = { authorization: `Bearer ${mesh.operatorKey}`, 'content-type': 'application/json' }
    const put = await fetch(`${mesh.url}/api/v1/event-types`, { method: 'PUT', headers, body: JSON.stringify(types) })
    assert.equal(put.status, 200, await put.text())
    home = mkdtempSync(join(tmpdir(), 'plinth-listen-'))
    listener = spawn(
      process.execPath,
      [plinthScript, 'listen', '--events', 'report.*', '--forward-to', receiver.url, '-o', 'table'],
      {
        env: {
          PATH: process.env['PATH'],
          HOME: home,
          PLINTH_API_KEY: tenant.key,
          PLINTH_URL: `http://${proxy.address}`,
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    listener.stderr?.setEncoding('utf8').on('data', (text) => {
      said += text
    })
    await eventually(() => assert.match(said, /Ready\./))
  })
  after(async () => {
    listener?.kill('SIGKILL')
    await proxy?.stop()
    await mesh?.stop()
    await receiver?.close()
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
  })

  let published = 0
  const publish = async (count: number) => {
    for (const end = published + count; published < end; ) {
      const events = Array.from({ length: batchSize }, () => ({
        ...{ type: 'report.ready', event_id: `n${published}`, data: { n: published++ } },
      }))
      const { status, text } = await answered(mesh.url, {
        method: 'POST',
        path: '/events/batch',
        key: tenant.key,
        body: { events },
      })
      assert.equal(status, 202, text)
      assert.equal(JSON.parse(text).meta.failed, 0, text)
    }
  }
  const seen = () => receiver.requests.map(({ body }) => Number(JSON.parse(body.toString()).data.n))
  const allSeen = () =>
    eventually(() => assert.equal(new Set(seen()).size, published, said), { timeoutMs: 90_000, everyMs: 200 })

  it('sends each once while nothing breaks', async () => {
    await publish(eventsWanted / 4)
    await allSeen()
    assert.equal(seen().length, published)
  })

  it('sends all of them, whatever is cut and killed', async (t) => {
    const run = { isOver: false }
    const harm = async () => {
      for (let cut = 1; cut <= cutsWanted; cut++) {
        await wait(200)
        proxy.reset()
        // Three of each, between the cuts.
        const victim = cut % 6 === 0 ? 'gateway' : cut % 6 === 3 ? 'webhooks' : undefined
        if (victim === undefined) continue
        await mesh.kill(victim)
        await mesh.start(victim)
      }
      run.isOver = true
    }
    const work = async () => {
      const rounds = (eventsWanted - published) / batchSize
      for (let round = 0; round < rounds; round++) {
        await publish(batchSize)
        if (!run.isOver) await wait(150)
      }
    }
    await Promise.all([harm(), work()])
    await allSeen()
    assert.match(said, /Connecting again\./)
    t.diagnostic(`${seen().length - published} of ${published} came again after a break`)
  })
})
