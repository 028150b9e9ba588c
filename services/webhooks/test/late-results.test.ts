import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { HttpResult } from '@plinth/kit/outbound-http'
import { runClaimCycle } from '../src/dispatch/claim-cycle.ts'
import { HostSlots } from '../src/dispatch/host-slots.ts'
import { expireLeases } from '../src/dispatch/lease-expiry-store.ts'
import type { Claim } from '../src/dispatch/lease-store.ts'
import { type AttemptResult, writeResults } from '../src/dispatch/results.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { type DispatchHarness, leaseMs, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness?.stop())

async function claimOf(endpointId: string): Promise<Claim> {
  const slots = { total: 8, busyHealthy: 0, busySlow: 0, free: 8, bytesFree: 1_000_000, hosts: new HostSlots(8) }
  const claiming = { database: harness.database, leaseMs, shard: 0, tuning: defaultTuning }
  const { assignments } = await runClaimCycle(claiming, slots)
  const claim = assignments.map((one) => one.claim).find((one) => one.endpointId === endpointId)
  assert.ok(claim)
  return claim
}

function resultOf(claim: Claim, outcome: 'ok' | 'http'): AttemptResult {
  const timings = { dnsMs: 0, connectMs: 1, tlsMs: 0, firstByteMs: 1, totalMs: 2 }
  const statusCode = outcome === 'ok' ? 200 : 500
  const response: HttpResult = { outcome, statusCode, headers: {}, body: Buffer.alloc(0), error: '', timings }
  return { claim, schedule: [0, 60], response, sent: { url: '', headers: {} }, startedAt: new Date() }
}

/** A batch with the results of two attempts of one delivery: the first came when its lease had run out. */
async function writeBoth(first: 'ok' | 'http', second: 'ok' | 'http') {
  const { endpointId, workspaceId, deliveryIds } = await harness.seed('http://127.0.0.1:9/', 1)
  const late = await claimOf(endpointId)
  await harness.passLeases()
  await expireLeases(harness.database, leaseMs, 0)
  const again = await claimOf(endpointId)
  assert.deepEqual([late.attemptNo, again.attemptNo], [1, 2])
  const results = [resultOf(late, first), resultOf(again, second)]
  await writeResults(harness.database, results, { windowMin: 1, windowMax: 8, shard: 0 })
  const [found] = await harness.database.query({
    text: `SELECT (SELECT sum(delivered)::int FROM delivery_count WHERE workspace_id = $1) AS delivered, d.status, d.attempts,
        (SELECT count(*)::int FROM delivery_due WHERE delivery_id = d.id) AS due,
        (SELECT string_agg(number || ' ' || outcome, ', ' ORDER BY number) FROM attempt WHERE delivery_id = d.id) AS log
      FROM delivery d WHERE d.id = $2`,
    values: [workspaceId, deliveryIds[0]],
  })
  return found
}

describe('two results of one delivery in one batch', () => {
  it('count it once: the one whose lease ran out is only logged', async () => {
    const ended = { delivered: 1, status: 'success', attempts: 2, due: 0, log: '1 ok, 2 ok' }
    assert.deepEqual(await writeBoth('ok', 'ok'), ended)
    assert.deepEqual(await writeBoth('http', 'ok'), { ...ended, log: '1 http, 2 ok' })
  })

  it('let the one whose lease holds decide', async () => {
    const waits = { delivered: 0, status: 'retrying', attempts: 2, due: 1, log: '1 ok, 2 http' }
    assert.deepEqual(await writeBoth('ok', 'http'), waits)
  })
})
