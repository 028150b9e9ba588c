import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { describe, it, mock } from 'node:test'
import { acceptedUrls, corpusResolve, refusedUrls } from '@plinth/testkit'
import { outboundHttp } from '../../src/outbound-http/index.ts'

const strict = outboundHttp({ allowHttp: false, allowedCidrs: [], resolve: corpusResolve })

function outbound(allowedCidrs: string[], addresses: string[] = [], deniedCidrs: string[] = []) {
  return outboundHttp({ allowHttp: true, allowedCidrs, deniedCidrs, resolve: async () => addresses })
}
const isAllowed = async (http: ReturnType<typeof outbound>, url: string) => (await http.checkUrl(url)).isAllowed

describe('the guard on outbound requests', () => {
  for (const url of refusedUrls) {
    it(`refuses ${JSON.stringify(url.slice(0, 80))}`, async () => {
      const verdict = await strict.checkUrl(url)
      assert.ok(!verdict.isAllowed)
      assert.doesNotMatch(verdict.sentence, /\d+\.\d+\.\d+|::/, 'the sentence holds no address')
    })
  }
  for (const url of acceptedUrls) {
    it(`accepts ${url}`, async () => assert.equal(await isAllowed(strict, url), true))
  }
  it('the corpus has at least 300 cases', () => assert.ok(refusedUrls.length + acceptedUrls.length >= 300))
})

describe('addresses that the operator allows', () => {
  it('are accepted, as a literal and behind a name', async () => {
    assert.equal(await isAllowed(outbound(['10.0.0.0/8']), 'http://10.1.2.3/'), true)
    assert.equal(await isAllowed(outbound(['10.0.0.0/8'], ['10.1.2.3']), 'http://receiver.example.com/'), true)
    assert.equal(await isAllowed(outbound(['127.0.0.0/8']), 'http://[::ffff:127.0.0.1]:8080/'), true)
  })
  it('do not open their neighbours', async () => {
    assert.equal(
      await isAllowed(outbound(['10.0.0.0/8'], ['10.1.2.3', '192.168.0.1']), 'http://receiver.example.com/'),
      false,
    )
    assert.equal(await isAllowed(outbound(['10.0.0.0/16']), 'http://10.1.2.3/'), false)
  })
  it('never include metadata services', async () => {
    for (const cidr of ['0.0.0.0/0', '169.254.169.254', '::/0', 'fd00:ec2::254']) {
      assert.equal(await isAllowed(outbound([cidr]), 'http://169.254.169.254/'), false)
      assert.equal(await isAllowed(outbound([cidr]), 'http://[::ffff:a9fe:a9fe]/'), false)
      assert.equal(await isAllowed(outbound([cidr]), 'http://[fd00:ec2::254]/'), false)
    }
  })
  it('never include the host agent of Azure, whose address counts as unicast', async () => {
    for (const cidrs of [[], ['168.63.129.16'], ['0.0.0.0/0']]) {
      assert.equal(await isAllowed(outbound(cidrs), 'http://168.63.129.16/'), false)
      assert.equal(await isAllowed(outbound(cidrs, ['168.63.129.16']), 'http://receiver.example.com/'), false)
    }
  })
  it('open a local name only when every address of it is listed', async () => {
    assert.equal(await isAllowed(outbound(['10.0.0.0/8'], ['10.1.2.3']), 'http://db.internal/'), true)
    assert.equal(await isAllowed(outbound(['10.0.0.0/8'], ['10.1.2.3', '8.8.8.8']), 'http://db.internal/'), false)
    assert.equal(await isAllowed(outbound([], ['8.8.8.8']), 'http://db.internal/'), false)
    assert.equal(await isAllowed(outbound(['10.0.0.0/8'], []), 'http://db.internal/'), false)
  })
})

describe('addresses that are ours', () => {
  it('are refused although they are public', async () => {
    assert.equal(await isAllowed(outbound([], [], ['8.8.8.0/24']), 'http://8.8.8.8/'), false)
  })
  it('include those of this machine', async () => {
    for (const { address, family } of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
      const host = family === 'IPv6' ? `[${address.split('%')[0]}]` : address
      assert.equal(await isAllowed(outbound([]), `http://${host}/`), false, host)
    }
  })
})

describe('a name that does not resolve', () => {
  const failing = (code: string) =>
    outboundHttp({
      allowHttp: false,
      allowedCidrs: [],
      resolve: async () => Promise.reject(Object.assign(new Error(code), { code })),
    })

  it('is refused in the words for a name that leads inside', async () => {
    const inside = await outbound([], ['10.0.0.1']).checkUrl('https://hooks.example.com/')
    assert.ok(!inside.isAllowed)
    const empty = outbound([], [])
    for (const http of [failing('ENOTFOUND'), failing('ENODATA'), failing('ESERVFAIL'), empty]) {
      assert.deepEqual(await http.checkUrl('https://hooks.example.com/'), inside)
    }
  })
  it('is taken while the resolver itself is away', async () => {
    for (const code of ['ECONNREFUSED', 'ETIMEOUT']) {
      assert.equal(await isAllowed(failing(code), 'https://hooks.example.com/'), true)
      assert.equal(await isAllowed(failing(code), 'https://db.internal/'), false)
    }
  })
})

describe('a resolver that does not answer', () => {
  it('keeps a write waiting for two seconds at the most and refuses nothing but local names', async () => {
    const http = outboundHttp({ allowHttp: false, allowedCidrs: [], resolve: () => new Promise(() => undefined) })
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      let areThere = false
      const checking = Promise.all([http.checkUrl('https://hooks.example.com'), http.checkUrl('https://db.internal')])
      const verdicts = checking.finally(() => {
        areThere = true
      })
      mock.timers.tick(1_999)
      await new Promise((resolve) => setImmediate(resolve))
      assert.equal(areThere, false)
      mock.timers.tick(1)
      assert.deepEqual(
        (await verdicts).map(({ isAllowed }) => isAllowed),
        [true, false],
      )
    } finally {
      mock.timers.reset()
    }
  })
})
