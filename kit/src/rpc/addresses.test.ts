import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { grpcTarget, parseTarget } from './addresses.ts'

describe('the address of a part', () => {
  const cases: Record<string, ReturnType<typeof parseTarget>> = {
    'inprocess:identity': { kind: 'inprocess', name: 'identity' },
    'dns:///identity:50051': { kind: 'dns', host: 'identity', port: 50051 },
    'dns:identity.plinth.svc.cluster.local:1': { kind: 'dns', host: 'identity.plinth.svc.cluster.local', port: 1 },
    'dns:///127.0.0.1:50051': { kind: 'fixed', endpoints: [{ ip: '127.0.0.1', port: 50051 }] },
    'ipv4:127.0.0.1:1, 127.0.0.1:65535': {
      kind: 'fixed',
      endpoints: [
        { ip: '127.0.0.1', port: 1 },
        { ip: '127.0.0.1', port: 65535 },
      ],
    },
    'ipv6:[::1]:50051': { kind: 'fixed', endpoints: [{ ip: '::1', port: 50051 }] },
  }
  for (const [address, target] of Object.entries(cases)) {
    it(`${address} is understood`, () => assert.deepEqual(parseTarget(address), target))
  }

  for (const address of [
    '',
    'identity:50051',
    'http://identity:50051',
    'dns:///identity',
    'dns:///identity:0',
    'ipv4:identity:1',
    'ipv4:127.0.0.1:65536',
    'ipv4:127.0.0.1:1,',
  ]) {
    it(`"${address}" is refused with a sentence that quotes it`, () =>
      assert.throws(
        () => parseTarget(address),
        (err: Error) => err.message.includes(`"${address}"`),
      ))
  }

  it('is written the way grpc-js reads a single one', () => {
    assert.equal(grpcTarget({ ip: '127.0.0.1', port: 1 }), 'ipv4:127.0.0.1:1')
    assert.equal(grpcTarget({ ip: '::1', port: 1 }), 'ipv6:[::1]:1')
  })
})
