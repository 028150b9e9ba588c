import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { targetOfEnv } from './target-of-env.ts'

describe('the part that an environment belongs to', () => {
  it('is the gateway with the address of a service', () => {
    const env = { RPC_IDENTITY_URL: 'dns:///identity:50051', RPC_IDENTITY_TOKEN: 'a', RPC_TENANCY_TOKEN: 'b' }
    assert.deepEqual(targetOfEnv(env), { target: 'gateway', variable: 'RPC_IDENTITY_URL' })
  })

  it('is the service whose token alone is set, also as a file', () => {
    assert.deepEqual(targetOfEnv({ RPC_TENANCY_TOKEN_FILE: '/run/token' }), {
      target: 'tenancy',
      variable: 'RPC_TENANCY_TOKEN',
    })
  })

  it('is the service with the NATS user of its name, as with TLS', () => {
    const env = { NATS_URL: 'nats://webhooks:secret@nats:4222,nats://webhooks:secret@other:4222' }
    assert.deepEqual(targetOfEnv(env), { target: 'webhooks', variable: 'NATS_URL' })
  })

  it('is that service also where the address is in a file, as in Kubernetes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plinth-env-'))
    try {
      const file = join(folder, 'nats-url')
      writeFileSync(file, 'nats://identity:secret@nats:4222\n')
      assert.deepEqual(targetOfEnv({ NATS_URL_FILE: file }), { target: 'identity', variable: 'NATS_URL' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is all parts otherwise', () => {
    assert.deepEqual(targetOfEnv({}), { target: 'all', variable: undefined })
    assert.deepEqual(targetOfEnv({ NATS_URL: 'nats://plinth:secret@nats:4222' }), {
      target: 'all',
      variable: undefined,
    })
  })
})
