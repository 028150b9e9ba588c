import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { openLog } from '@plinth/kit/log'
import { startMesh } from './mesh/start-mesh.ts'

describe('a proxy that GATEWAY_TRUSTED_PROXIES does not name', () => {
  const warningsWith = async (trusted: string, headers: Record<string, string>) => {
    const lines: string[] = []
    const log = openLog({ level: 'warn', name: 'gateway', stream: { write: (line) => lines.push(line) } })
    const mesh = await startMesh({ GATEWAY_TRUSTED_PROXIES: trusted }, new SystemClock(), log)
    for (let at = 0; at < 3; at++) await mesh.ask('GET', '/api/v1/workspaces', { key: mesh.key(), headers })
    await mesh.stop()
    return lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes('GATEWAY_TRUSTED_PROXIES'))
  }

  it('is logged once, with its address', async () => {
    for (const trusted of ['', '10.0.0.0/8']) {
      const warnings = await warningsWith(trusted, { 'x-forwarded-for': '203.0.113.1' })
      assert.deepEqual(
        warnings.map(({ address, level }) => [address, level]),
        [['127.0.0.1', 'warn']],
        trusted,
      )
    }
  })

  it('is no caller without X-Forwarded-For, and no proxy that is named', async () => {
    assert.deepEqual(await warningsWith('', {}), [])
    assert.deepEqual(await warningsWith('127.0.0.1', { 'x-forwarded-for': '203.0.113.1' }), [])
  })
})
