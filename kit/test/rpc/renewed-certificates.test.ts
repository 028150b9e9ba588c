import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import type { DialSecurity, ListenSecurity, Pems } from '../../src/rpc/index.ts'
import { certificateAuthority } from './certificates.ts'
import { failure } from './failure.ts'
import { dialing, localHost } from './local-host.ts'

const first = certificateAuthority()
const second = certificateAuthority()
const both = first.ca + second.ca
const ofHost = (authority: typeof first, ca: string) => ({
  ...authority.issue(['127.0.0.1', 'identity'], 'server'),
  ca,
})
const ofGateway = (authority: typeof first, ca: string) => ({ ...authority.issue(['gateway'], 'client'), ca })

/** The PEM texts of one end, and a function that renews them. */
function renewable(pems: Pems) {
  const listeners: ((renewed: Pems) => void)[] = []
  const security: ListenSecurity & DialSecurity = {
    kind: 'tls',
    ...pems,
    onRenewal: (listener) => void listeners.push(listener),
  }
  return {
    security,
    renew: (renewed: Pems) => {
      for (const listener of listeners) listener(renewed)
    },
  }
}

describe('certificates that are renewed while both ends run', () => {
  it('are those of new connections, of another authority as well; an open connection goes on', async () => {
    const host = renewable(ofHost(first, first.ca))
    const gateway = renewable(ofGateway(first, first.ca))
    const callee = await localHost({ security: host.security })
    const port = Number(callee.address.split(':')[1])
    let running = callee
    try {
      await dialing(`ipv4:${callee.address}`, { security: gateway.security }, async ({ client, ready }) => {
        const echo = async () => (await client.ask({ what: 'echo', text: 'in' })).text
        assert.equal(await echo(), 'in')
        for (const [authority, ca] of [
          [first, both],
          [second, both],
          [second, second.ca],
        ] as const) {
          host.renew(ofHost(authority, ca))
          gateway.renew(ofGateway(authority, ca))
          assert.equal(await echo(), 'in')
        }
        // A host of the second authority alone: the gateway shows what it has now.
        await callee.close()
        running = await localHost({ security: { kind: 'tls', ...ofHost(second, second.ca) }, port })
        await eventually(() => ready())
        assert.equal(await echo(), 'in')
      })
    } finally {
      await running.close()
    }
  })

  it('turn away those of an authority that is gone', async () => {
    const host = renewable(ofHost(first, first.ca))
    const callee = await localHost({ security: host.security })
    const echo = (security: DialSecurity) =>
      dialing(`ipv4:${callee.address}`, { security }, async ({ client }) => {
        return (await client.ask({ what: 'echo', text: 'in' })).text
      })
    try {
      host.renew(ofHost(second, second.ca))
      assert.equal(await echo({ kind: 'tls', ...ofGateway(second, second.ca) }), 'in')
      const refused = await failure(echo({ kind: 'tls', ...ofGateway(first, both) }))
      assert.equal(refused.code, 'SERVICE_UNAVAILABLE')
    } finally {
      await callee.close()
    }
  })
})
