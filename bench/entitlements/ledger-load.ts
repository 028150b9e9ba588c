import { text } from 'node:stream/consumers'
import { openLog } from '@plinth/kit/log'
import { rpcDialer, rpcHost } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { UsageServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { Loaded } from '../http/round.ts'

export interface LedgerLoad {
  /** Of tenancy. */
  address: string
  token: string
  userId: string
  callers: number
  seconds: number
  /** Each caller consumes in them in turn, beginning at a place of its own. */
  namespaceIds: readonly string[]
}

// node ledger-load.ts < a LedgerLoad as JSON: calls tenancy as the gateway does; one JSON line with what came of it.
const load: LedgerLoad = JSON.parse(await text(process.stdin))
const log = openLog({ level: 'warn', name: 'load' })
const dialer = rpcDialer({
  ...{ host: rpcHost({ log }), addresses: { tenancy: load.address }, exchange: true, log },
  security: { kind: 'token', tokens: { tenancy: load.token } },
})
await dialer.ready('tenancy')
const usage = dialer.dial('tenancy', UsageServiceService)
const context: CallContext = {
  requestId: 'req_01bench',
  principal: {
    ...{ keyId: 'key_01bench', keyFamilyId: '', keyGeneration: 0, userId: load.userId, isOperator: false },
    ...{ homeWorkspaceId: '', allWorkspaces: false, scopes: [] },
  },
  ...{ workspaceId: '', namespaceId: '', role: 1, idempotency: undefined, ifMatchVersion: undefined, planLimits: {} },
}

async function consumeFor(seconds: number): Promise<{ took: number[]; failed: number }> {
  const took: number[] = []
  let failed = 0
  const until = performance.now() + seconds * 1_000
  const caller = async (_: unknown, at: number) => {
    let turn = Math.floor((at * load.namespaceIds.length) / load.callers)
    for (let began = performance.now(); began < until; began = performance.now()) {
      const namespaceIdOrUuid = load.namespaceIds[turn++ % load.namespaceIds.length] ?? ''
      const wanted = { namespaceIdOrUuid, feature: 'api_calls', quantity: 1, eventId: '', metadata: {} }
      const isDone = await usage.consumeEntitlement(wanted, { context }).then(
        ({ decision }) => decision?.isAllowed === true,
        () => false,
      )
      if (!isDone) failed++
      took.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: load.callers }, caller))
  return { took, failed }
}

const warmUp = await consumeFor(1)
const measured = await consumeFor(load.seconds)
const sorted = measured.took.toSorted((a, b) => a - b)
const loaded: Loaded = {
  requests: warmUp.took.length + sorted.length,
  perSecond: sorted.length / load.seconds,
  p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
  p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  failed: warmUp.failed + measured.failed,
}
process.stdout.write(`${JSON.stringify(loaded)}\n`)
dialer.close()
