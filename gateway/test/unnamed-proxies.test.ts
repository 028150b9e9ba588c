import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { openLog } from '@plinth/kit/log'
import { startMesh } from './mesh/start-mesh.ts'

describe('a proxy that GATEWAY_TRUSTED_PROXIES does not name', () => {
  const warningsWith = async (t: TestContext, trusted: string, headers: Record<string, string>) => {
    const lines: string[] = []
    const log = openLog({ level: 'warn', name: 'gateway', stream: { write: (line) => lines.push(line) } })
    const mesh = await startMesh({ GATEWAY_TRUSTED_PROXIES: trusted }, new SystemClock(), log)
    t.after(() => mesh.stop())
    for (let at = 0; at < 3; at++) await mesh.ask('GET', '/api/v1/workspaces', { key: mesh.key(), headers })
    return lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes('GATEWAY_TRUSTED_PROXIES'))
  }

  it('is logged once, with its address', async (t) => {
    for (const trusted of ['', '10.0.0.0/8']) {
      const warnings = await warningsWith(t, trusted, { 'x-forwarded-for': '203.0.113.1' })
      assert.deepEqual(
        warnings.map(({ address, level }) => [address, level]),
        [['127.0.0.1', 'warn']],
        trusted,
      )
    }
  })

  it('is logged behind one that is named', async (t) => {
    const warnings = await warningsWith(t, '127.0.0.1', { 'x-forwarded-for': '203.0.113.1, 10.9.9.9' })
    assert.deepEqual(
      warnings.map(({ address }) => address),
      ['10.9.9.9'],
    )
  })

  it('is no caller without X-Forwarded-For, and no proxy that is named', async (t) => {
    assert.deepEqual(await warningsWith(t, '', {}), [])
    for (const caller of ['203.0.113.1', '10.9.9.9'])
      assert.deepEqual(await warningsWith(t, '127.0.0.1', { 'x-forwarded-for': caller }), [], caller)
  })
})
