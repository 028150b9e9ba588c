import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { caresResolve } from '../../src/outbound-http/resolver.ts'
import { type Ipv6Answer, nameServer } from './name-server.ts'

describe('the addresses of a name', () => {
  const cases: [Ipv6Answer, string[]][] = [
    ['::1', ['127.0.0.1', '::1']],
    ['none', ['127.0.0.1']],
    ['failure', ['127.0.0.1']],
  ]
  for (const [ipv6, addresses] of cases)
    it(`are ${addresses.join(' and ')} where the question for IPv6 gets: ${ipv6}`, async () => {
      const { address, stop } = await nameServer(ipv6)
      assert.deepEqual(await caresResolve([address])('hooks.example.com'), addresses)
      stop()
    })

  it('are those of IPv4 where the question for IPv6 gets no answer, before it is asked again', async () => {
    const server = await nameServer('nothing')
    assert.deepEqual(await caresResolve([server.address])('hooks.example.com'), ['127.0.0.1'])
    assert.equal(server.questions(), 2)
    server.stop()
  })
})
