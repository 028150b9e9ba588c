import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { loadConfig } from '@plinth/kit/config'
import { gatewayConfig } from './config.ts'

const page = readFileSync(new URL('../../docs/operate/load-balancers.md', import.meta.url), 'utf8')

describe('the settings of a gateway behind proxies', () => {
  it('take every idle time that the page of load balancers asks for', () => {
    const named = [...page.matchAll(/GATEWAY_KEEP_ALIVE_TIMEOUT_MS=(\d+)/g)].map(([, ms = '']) => ms)
    assert.ok(named.includes('620000'), 'for 600 s, which Google Cloud does not let anyone change')
    for (const ms of named)
      assert.equal(loadConfig(gatewayConfig, { GATEWAY_KEEP_ALIVE_TIMEOUT_MS: ms }).keepAliveTimeoutMs, Number(ms))
  })

  it('name proxies, not every address there is', () => {
    const trusting = (proxies: string) => loadConfig(gatewayConfig, { GATEWAY_TRUSTED_PROXIES: proxies }).trustedProxies
    assert.deepEqual(trusting('10.0.0.0/8, 2001:db8::/32'), ['10.0.0.0/8', '2001:db8::/32'])
    for (const every of ['0.0.0.0/0', '::/0', '10.0.0.1,::/0', '::ffff:0.0.0.0/96'])
      assert.throws(() => trusting(every), /GATEWAY_TRUSTED_PROXIES.*must name your proxies/, every)
  })
})
