import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Client, credentials } from '@grpc/grpc-js'
import type { DialSecurity } from '../../src/rpc/index.ts'
import { certificateAuthority } from './certificates.ts'
import { failure } from './failure.ts'
import { dialing, type LocalHost, localHost } from './local-host.ts'
import { checkHealth } from './plain-client.ts'

const authority = certificateAuthority()
const own = authority.issue(['127.0.0.1', 'identity'])

for (const exchange of [true, false]) {
  const way = exchange ? 'exchange' : 'unary'
  const echo = (address: string, security?: DialSecurity, lookup?: string) =>
    dialing(
      address,
      {
        exchange,
        ...(security === undefined ? {} : { security }),
        ...(lookup === undefined ? {} : { resolveName: async () => [lookup] }),
      },
      async ({ client }) => (await client.ask({ what: 'echo', text: 'in' })).text,
    )

  describe(`${way}: a host with a token`, () => {
    let callee: LocalHost
    before(async () => {
      callee = await localHost({
        security: {
          kind: 'token',
          accepts: [
            { caller: 'gateway', token: 'right' },
            { caller: 'gateway', token: 'the one before' },
          ],
        },
      })
    })
    after(() => callee.close())

    it('answers a caller that shows one of its tokens', async () => {
      for (const token of ['right', 'the one before'])
        assert.equal(await echo(`ipv4:${callee.address}`, { kind: 'token', tokens: { identity: token } }), 'in')
    })

    for (const [who, security] of [
      ['a caller that shows another', { kind: 'token', tokens: { identity: 'wrong' } }],
      ['a caller that has one for other parts', { kind: 'token', tokens: { tenancy: 'right' } }],
      ['a caller that shows none', undefined],
    ] as const) {
      it(`refuses ${who}, with SERVICE_UNAVAILABLE`, async () => {
        const err = await failure(echo(`ipv4:${callee.address}`, security))
        assert.equal(err.code, 'SERVICE_UNAVAILABLE')
      })
    }

    it('answers health checks of anybody', async () => {
      assert.equal(await checkHealth(new Client(callee.address, credentials.createInsecure()), ''), 'SERVING')
    })
  })

  describe(`${way}: a host with certificates`, () => {
    let callee: LocalHost
    before(async () => {
      callee = await localHost({ security: { kind: 'tls', ...own } })
    })
    after(() => callee.close())

    it('answers who shows one of the same authority, at its address and by its name', async () => {
      const security: DialSecurity = { kind: 'tls', ...authority.issue(['gateway']) }
      assert.equal(await echo(`ipv4:${callee.address}`, security), 'in')
      assert.equal(await echo(`dns:///identity:${callee.address.split(':')[1]}`, security, '127.0.0.1'), 'in')
    })

    it('is not believed under a name that its certificate does not carry', async () => {
      const security: DialSecurity = { kind: 'tls', ...authority.issue(['gateway']) }
      const err = await failure(echo(`dns:///tenancy:${callee.address.split(':')[1]}`, security, '127.0.0.1'))
      assert.equal(err.code, 'SERVICE_UNAVAILABLE')
    })

    it('refuses a certificate of another authority, and plain text', async () => {
      const stranger = { ...certificateAuthority().issue(['127.0.0.1']), ca: authority.ca }
      assert.equal(
        (await failure(echo(`ipv4:${callee.address}`, { kind: 'tls', ...stranger }))).code,
        'SERVICE_UNAVAILABLE',
      )
      assert.equal((await failure(echo(`ipv4:${callee.address}`))).code, 'SERVICE_UNAVAILABLE')
    })
  })
}
