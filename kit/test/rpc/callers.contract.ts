import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Caller, Callers, Client, Handler } from '../../src/rpc/index.ts'
import { failure } from './failure.ts'
import { probeService } from './probe-service.ts'

/** A service of two methods: one for the gateway and the operator, one for the operator alone. */
export const guardedService = {
  ask: probeService.ask,
  rule: { ...probeService.ask, path: '/plinth.test.v1.ProbeService/Rule' },
}
export const guardedCallers: Callers<typeof guardedService> = { gateway: ['ask'], operator: 'all' }

/** Handlers that count what reached them. */
export function guardedHandlers() {
  const ran = { ask: 0, rule: 0 }
  const counting =
    (method: 'ask' | 'rule'): Handler<typeof probeService.ask> =>
    async ({ text = '' }) => {
      ran[method]++
      return { text, pid: process.pid }
    }
  return { ran, handlers: { ask: counting('ask'), rule: counting('rule') } }
}

export interface GuardedLine {
  ran: { ask: number; rule: number }
  /** Warnings that the host logged. */
  warnings: readonly string[]
  as(caller: Caller): Client<typeof guardedService>
  close(): Promise<void>
}

/** The callers of each method, over every transport. Over a network no caller is the operator. */
export function callersContract(
  name: string,
  open: () => Promise<GuardedLine>,
  { isNetwork }: { isNetwork: boolean },
): void {
  describe(`${name}: a service that says who may call`, () => {
    let line: GuardedLine
    before(async () => {
      line = await open()
    })
    after(() => line.close())

    it('answers a caller that it names, for the method that it names', async () => {
      assert.equal((await line.as('gateway').ask({ what: 'echo', text: 'in' })).text, 'in')
    })

    it('refuses that caller every other method, before its handler runs', async () => {
      const err = await failure(line.as('gateway').rule({ what: 'echo' }))
      assert.deepEqual([err.code, String(err.cause)], ['SERVICE_UNAVAILABLE', 'Error: gRPC status PERMISSION_DENIED'])
      assert.equal(line.ran.rule, 0)
    })

    for (const caller of ['identity', 'tenancy', 'webhooks'] as const) {
      it(`refuses ${caller} everything`, async () => {
        const before = { ...line.ran }
        for (const method of ['ask', 'rule'] as const) {
          const err = await failure(line.as(caller)[method]({ what: 'echo' }))
          assert.deepEqual(
            [err.code, String(err.cause)],
            ['SERVICE_UNAVAILABLE', 'Error: gRPC status PERMISSION_DENIED'],
          )
        }
        assert.deepEqual(line.ran, before)
      })
    }

    it('says once in its log who called what in vain', async () => {
      await failure(line.as('webhooks').rule({ what: 'echo' }))
      await failure(line.as('webhooks').rule({ what: 'echo' }))
      const said = line.warnings.filter((text) => text.includes('"caller":"webhooks"') && text.includes('/Rule'))
      assert.equal(said.length, 1, line.warnings.join('\n'))
    })

    if (!isNetwork)
      it('answers the operator every method that it names for the operator', async () => {
        const operator = line.as('operator')
        assert.equal((await operator.ask({ what: 'echo', text: 'a' })).text, 'a')
        assert.equal((await operator.rule({ what: 'echo', text: 'b' })).text, 'b')
      })
  })
}
