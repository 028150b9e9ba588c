import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { describe, it, type TestContext } from 'node:test'
import { caresResolve } from '../../src/outbound-http/resolver.ts'
import { type Ipv6Answer, nameServer } from './name-server.ts'

// c-ares asks again after 10 s: much later than the resolver stops waiting for IPv6.
async function resolving(t: TestContext, ipv6: Ipv6Answer) {
  const { address, questions, stop } = await nameServer(ipv6)
  const resolver = new Resolver({ timeout: 10_000, tries: 2 })
  resolver.setServers([address])
  t.after(() => {
    resolver.cancel()
    stop()
  })
  return { resolve: caresResolve(resolver), questions }
}

describe('the addresses of a name', () => {
  const cases: [Ipv6Answer, string[]][] = [
    ['::1', ['127.0.0.1', '::1']],
    ['none', ['127.0.0.1']],
    ['failure', ['127.0.0.1']],
  ]
  for (const [ipv6, addresses] of cases)
    it(`are ${addresses.join(' and ')} where the question for IPv6 gets: ${ipv6}`, async (t) => {
      const { resolve } = await resolving(t, ipv6)
      assert.deepEqual(await resolve('hooks.example.com'), addresses)
    })

  it('are those of IPv4 where the question for IPv6 gets no answer, before it is asked again', async (t) => {
    const { resolve, questions } = await resolving(t, 'nothing')
    assert.deepEqual(await resolve('hooks.example.com'), ['127.0.0.1'])
    assert.equal(questions(), 2)
  })
})
