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
})
