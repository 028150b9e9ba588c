import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Client, credentials, Metadata, status } from '@grpc/grpc-js'
import { openLog } from '../../src/log.ts'
import {
  type Caller,
  type DialSecurity,
  type ListenSecurity,
  type RpcHost,
  rpcDialer,
  rpcHost,
} from '../../src/rpc/index.ts'
import {
  callersContract,
  type GuardedLine,
  guardedCallers,
  guardedHandlers,
  guardedService,
} from './callers.contract.ts'
import { certificateAuthority } from './certificates.ts'
import { failure } from './failure.ts'
import { silent } from './line.ts'
import { checkHealth, plainCall } from './plain-client.ts'

const parts = ['gateway', 'identity', 'tenancy', 'webhooks'] as const
const authority = certificateAuthority()
const tokenOf = (part: string) => `the token of ${part}`

interface Security {
  listen: ListenSecurity
  dialAs(caller: Caller): DialSecurity
}

const byToken: Security = {
  listen: { kind: 'token', accepts: parts.map((caller) => ({ caller, token: tokenOf(caller) })) },
  dialAs: (caller) => ({ kind: 'token', tokens: { identity: tokenOf(caller) } }),
}
const byCertificate: Security = {
  listen: { kind: 'tls', ...authority.issue(['127.0.0.1', 'identity']) },
  dialAs: (caller) => ({ kind: 'tls', ...authority.issue([caller]) }),
}

function guardedHost() {
  const warnings: string[] = []
  const log = openLog({ level: 'warn', name: 'callee', stream: { write: (line) => void warnings.push(line) } })
  const host = rpcHost({ log })
  const { ran, handlers } = guardedHandlers()
  host.expose(guardedService, handlers, guardedCallers)
  return { host, ran, warnings }
}

async function listening(host: RpcHost, security: ListenSecurity): Promise<string> {
  const { address, port } = await host.listen({ host: '127.0.0.1', port: 0, security })
  return `${address}:${port}`
}

function dialing(host: RpcHost, address: string, exchange: boolean, security?: DialSecurity) {
  const addresses = { identity: address }
  return rpcDialer({ host, addresses, exchange, log: silent, ...(security === undefined ? {} : { security }) })
}

async function inProcess(): Promise<GuardedLine> {
  const { host, ...seen } = guardedHost()
  const dialer = dialing(host, 'inprocess:identity', true)
  return {
    ...seen,
    as: (caller) => dialer.dialAs(caller)('identity', guardedService),
    async close() {
      dialer.close()
      await host.close()
    },
  }
}

const overNetwork = (exchange: boolean, security: Security) => async (): Promise<GuardedLine> => {
  const { host, ...seen } = guardedHost()
  const address = await listening(host, security.listen)
  const dialers = new Map<Caller, ReturnType<typeof rpcDialer>>()
  return {
    ...seen,
    as(caller) {
      const dialer = dialers.get(caller) ?? dialing(host, `ipv4:${address}`, exchange, security.dialAs(caller))
      dialers.set(caller, dialer)
      // Its word says gateway each time: what it shows decides.
      return dialer.dial('identity', guardedService)
    },
    async close() {
      for (const dialer of dialers.values()) dialer.close()
      await host.close()
    },
  }
}

callersContract('in-process', inProcess, { isNetwork: false })
for (const exchange of [false, true]) {
  const way = exchange ? 'exchange' : 'unary'
  callersContract(`${way}, tokens`, overNetwork(exchange, byToken), { isNetwork: true })
  callersContract(`${way}, certificates`, overNetwork(exchange, byCertificate), { isNetwork: true })

  describe(`${way}: a host with certificates`, () => {
    const asking = async (listen: ListenSecurity, names: readonly string[], usage?: 'server' | 'client') => {
      const { host } = guardedHost()
      const address = await listening(host, listen)
      const dialer = dialing(host, `ipv4:${address}`, exchange, { kind: 'tls', ...authority.issue(names, usage) })
      try {
        return (await dialer.dial('identity', guardedService).ask({ what: 'echo', text: 'in' })).text
      } finally {
        dialer.close()
        await host.close()
      }
    }

    for (const [what, names] of [
      ['no name of a part', ['plinth.example.com']],
      ['a wildcard', ['*', '*.example.com']],
      ['a longer name that begins like the gateway', ['gateway.example.com', 'gateway-2']],
    ] as const) {
      it(`refuses one with ${what}`, async () => {
        assert.equal((await failure(asking(byCertificate.listen, names))).code, 'SERVICE_UNAVAILABLE')
      })
    }

    it('knows the gateway by the configured names, and no longer by the default one', async () => {
      const named: ListenSecurity = {
        ...authority.issue(['127.0.0.1']),
        kind: 'tls',
        gatewayNames: ['gw', 'edge.example.com'],
      }
      assert.equal(await asking(named, ['edge.example.com']), 'in')
      assert.equal((await failure(asking(named, ['gateway']))).code, 'SERVICE_UNAVAILABLE')
    })

    it('refuses one for servers, and takes one for clients', async () => {
      const listen: ListenSecurity = { ...authority.issue(['127.0.0.1'], 'server'), kind: 'tls' }
      assert.equal(await asking(listen, ['gateway'], 'client'), 'in')
      assert.equal((await failure(asking(listen, ['gateway'], 'server'))).code, 'SERVICE_UNAVAILABLE')
    })

    it('takes a certificate for all parts for the gateway', async () => {
      assert.equal(await asking(byCertificate.listen, ['webhooks', 'identity', 'tenancy', 'gateway']), 'in')
    })
  })
}

describe('a host that names callers, to any gRPC client', () => {
  let callee: ReturnType<typeof guardedHost>
  let client: Client
  before(async () => {
    callee = guardedHost()
    client = new Client(await listening(callee.host, byToken.listen), credentials.createInsecure())
  })
  after(async () => {
    client.close()
    await callee.host.close()
  })

  const statusOf = async (token: string | undefined) => {
    const metadata = new Metadata()
    if (token !== undefined) metadata.set('authorization', `Bearer ${token}`)
    const request = Buffer.from(JSON.stringify({ what: 'echo' }))
    return (await plainCall(client, guardedService.ask.path, request, metadata)).code
  }

  it('says UNAUTHENTICATED to a stranger, PERMISSION_DENIED to a part that may not call', async () => {
    assert.equal(await statusOf(undefined), status.UNAUTHENTICATED)
    assert.equal(await statusOf('another token'), status.UNAUTHENTICATED)
    assert.equal(await statusOf(tokenOf('webhooks')), status.PERMISSION_DENIED)
    assert.equal(await statusOf(tokenOf('gateway')), status.OK)
  })

  it('answers health checks of anybody', async () => {
    for (const service of ['', 'liveness', 'readiness']) assert.equal(await checkHealth(client, service), 'SERVING')
  })
})
