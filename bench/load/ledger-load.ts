import { openLog } from '@plinth/kit/log'
import { rpcDialer, rpcHost } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { UsageServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { serveParent } from './child.ts'
import type { LedgerLoad, Loaded } from './variant.ts'

// Consumes at tenancy as the gateway does, in a process of its own.
serveParent<LedgerLoad>({}, async (load): Promise<Loaded> => {
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
      ...{ homeWorkspaceId: '', allWorkspaces: false, scopes: [], name: 'Bench', sessionId: '' },
    },
    ...{ workspaceId: '', namespaceId: '', role: 1, idempotency: undefined, planLimits: {} },
    ...{ ifMatchVersion: undefined, ifMatchVersions: [] },
    ...{ ip: '192.0.2.7', userAgent: 'bench' },
  }

  async function consumeFor(seconds: number): Promise<{ took: number[]; failed: number }> {
    const took: number[] = []
    let failed = 0
    const until = performance.now() + seconds * 1_000
    const caller = async (_: unknown, at: number) => {
      let next = Math.floor((at * load.namespaceIds.length) / load.callers)
      do {
        const began = performance.now()
        const namespaceIdOrUuid = load.namespaceIds[next++ % load.namespaceIds.length] ?? ''
        const wanted = { namespaceIdOrUuid, feature: 'api_calls', quantity: 1, eventId: '', metadata: {} }
        const isDone = await usage.consumeEntitlement(wanted, { context }).then(
          ({ decision }) => decision?.isAllowed === true,
          () => false,
        )
        if (!isDone) failed++
        took.push(performance.now() - began)
      } while (performance.now() < until)
    }
    await Promise.all(Array.from({ length: load.callers }, caller))
    return { took, failed }
  }

  const warmUp = await consumeFor(Math.min(1, load.seconds))
  const measured = await consumeFor(load.seconds)
  dialer.close()
  const sorted = measured.took.toSorted((a, b) => a - b)
  return {
    calls: warmUp.took.length + sorted.length,
    perSecond: sorted.length / load.seconds,
    p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    failed: warmUp.failed + measured.failed,
  }
})
