import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { identity } from '@plinth/identity'
import type { Part } from '@plinth/kit/part'
import type { Caller } from '@plinth/kit/rpc'
import { tenancy } from '@plinth/tenancy'
import { callableBy, type StartedPart, startPart } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'

const forTheOperator = ['OperatorKeysService/EnsureOperatorKey']
const madeByTheOperator = ['OperatorKeysService/CreateOperatorKey', ...forTheOperator]

async function withPart<Config extends object>(part: Part<Config>, run: (started: StartedPart) => Promise<void>) {
  const started = await startPart(part)
  try {
    await run(started)
  } finally {
    await started.stop()
  }
}

const services = {
  identity: (run: (started: StartedPart) => Promise<void>) => withPart(identity, run),
  tenancy: (run: (started: StartedPart) => Promise<void>) => withPart(tenancy, run),
  webhooks: (run: (started: StartedPart) => Promise<void>) => withPart(webhooks, run),
}

for (const [name, started] of Object.entries(services))
  describe(`the callers of ${name}`, () => {
    it('are the gateway for all that it needs, no service, and the operator for operator keys and links that sign in', async () => {
      await started(async ({ host }) => {
        const all = [...host.methods.services].flatMap((service) =>
          Object.values(service).map(({ path }) => path.split('.').at(-1) ?? path),
        )
        assert.ok(all.length > 5)
        assert.deepEqual(
          await callableBy(host, 'gateway'),
          all.filter((method) => !forTheOperator.includes(method)),
        )
        for (const caller of ['identity', 'tenancy', 'webhooks'] satisfies Caller[])
          assert.deepEqual(await callableBy(host, caller), [], caller)
        const own = all.filter((method) => /^(OperatorKeysService\/|SessionsService\/CreateSignInLink$)/.test(method))
        assert.deepEqual(await callableBy(host, 'operator'), name === 'identity' ? own : [])
        for (const method of madeByTheOperator) assert.equal(all.includes(method), name === 'identity')
      })
    })
  })
