import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually, type RunningProcess, type WebhookReceiver } from '@plinth/testkit'
import { freezeWithClaim, freezeWithLocks } from './freezes.ts'
import { orderedEndpoint } from './ordered-endpoint.ts'

// Real time passes while a process is frozen, as its own clock goes on: leases are of a few seconds. What one has
// leased leaves room in the endpoint's window for another.
const windowMax = 32
const short = { timeoutMs: 2_000, connectTimeoutMs: 2_000, leaseMarginMs: 2_000, windowMax }
/** Of one that is not frozen, where requests are counted: none is made again because the machine is busy. */
const patient = { ...short, timeoutMs: 60_000, connectTimeoutMs: 60_000 }

const ordered = orderedEndpoint()
const { store, idsReceived, allEnded } = ordered
const query = <Row extends object>(text: string) =>
  ordered.harness.database.query<Row>({ text, values: [ordered.endpointId] })
const wholeWindow = () => query(`UPDATE endpoint_state SET window_size = ${windowMax} WHERE endpoint_id = $1`)

const limit = async (perSecond: number) => {
  await ordered.setOrdering('none')
  await query(`UPDATE endpoint SET rate_per_second = ${perSecond} WHERE id = $1`)
  await wholeWindow()
}
/** The events whose deliveries are leased, by id. */
const leased = async () => {
  const rows = await query<{ event_id: string }>(
    'SELECT event_id FROM delivery_due WHERE endpoint_id = $1 AND lease_token IS NOT NULL ORDER BY event_id',
  )
  return rows.map((row) => row.event_id)
}

const claimedAndFrozen = (settings = short) =>
  freezeWithClaim(ordered.harness.database, () => ordered.harness.process(settings))

/** Frozen with its requests out, and no answer read. */
async function frozenBeforeAnswers(receiver: WebhookReceiver, answers: Promise<void>): Promise<RunningProcess> {
  const before = receiver.requests.length
  receiver.answerWith({ status: 200, after: answers })
  const frozen = await ordered.harness.process(short)
  await eventually(() => assert.ok(receiver.requests.length >= before + 5))
  frozen.pause()
  return frozen
}

async function counts() {
  const [row] = await ordered.harness.database.query<Record<string, number>>({
    text: `SELECT sum(accepted)::int AS accepted, sum(delivered)::int AS delivered, sum(failed)::int AS failed,
        sum(cancelled)::int AS cancelled FROM delivery_count WHERE workspace_id = $1`,
    values: [ordered.workspaceId],
  })
  return row
}

describe('a dispatcher process frozen for longer than its leases, beside another', () => {
  it('lets every key go on in its order, by first arrivals, and loses no delivery', async () => {
    await wholeWindow()
    const keys = Array.from({ length: 12 }, (_, at) => `key ${at}`)
    const stored = new Map<string, string[]>(keys.map((key) => [key, []]))
    const storeOfEach = async (count: number) => {
      for (let one = 0; one < count; one++)
        for (const [at, id] of (await store(...keys)).entries()) stored.get(keys[at] ?? '')?.push(id)
    }
    const answers = Promise.withResolvers<void>()
    const frozenBy = [() => claimedAndFrozen(), () => frozenBeforeAnswers(ordered.receiver, answers.promise)]
    for (const freeze of frozenBy) {
      await storeOfEach(3)
      const frozen = await freeze()
      answers.resolve()
      ordered.receiver.answerWith(() => ({ status: ordered.receiver.requests.length % 10 === 0 ? 500 : 200 }))
      const other = await ordered.harness.dispatcher(short)
      await storeOfEach(2)
      // Deliveries that the frozen one has leased go on without it, and so does the rest of those keys.
      await allEnded()
      await storeOfEach(2)
      frozen.resume()
      await storeOfEach(2)
      await allEnded()
      await other.stop()
      // Awake, it works on: what it had before is behind it.
      await storeOfEach(1)
      await allEnded()
      await frozen.kill()
    }
    const arrivals = [...new Set(idsReceived())]
    for (const [key, ids] of stored) {
      assert.deepEqual(
        arrivals.filter((id) => ids.includes(String(id))),
        ids,
        key,
      )
    }
    const unknown =
      await query(`SELECT FROM attempt a JOIN delivery d ON d.event_day = a.event_day AND d.id = a.delivery_id
      WHERE d.endpoint_id = $1 AND a.outcome = 'unknown'`)
    assert.ok(unknown.length > 0, 'no lease was lost')
    const all = keys.length * 10 * frozenBy.length
    const ended = await query(`SELECT FROM delivery WHERE endpoint_id = $1 AND status IN ('success', 'failed')`)
    const { delivered = 0, failed = 0, ...others } = (await counts()) ?? {}
    assert.deepEqual([ended.length, delivered + failed, others], [all, all, { accepted: all, cancelled: 0 }])
  })

  it('sends nothing of a claim under a rate limit that it had not seen', async () => {
    await limit(200)
    await store(...Array.from({ length: 30 }, () => ''))
    const frozen = await claimedAndFrozen()
    const claimed = await leased()
    assert.ok(claimed.length > 0)
    const other = await ordered.harness.dispatcher(patient)
    await allEnded()
    frozen.resume()
    await store(...Array.from({ length: 30 }, () => ''))
    await allEnded()
    await other.stop()
    const [last = ''] = await store('')
    await allEnded()
    assert.equal(idsReceived().length, 61)
    assert.equal(idsReceived().at(-1), last)
    const again = ordered.receiver.requests.filter(({ headers }) => headers['x-webhook-attempt'] === '2')
    assert.deepEqual(again.map(({ headers }) => headers['webhook-id']).sort(), claimed)
    assert.ok(again.every(({ headers }) => headers['x-webhook-previous-outcome'] === 'unknown'))
  })
})

describe('a dispatcher process frozen for longer than half its lease margin, and shorter than its leases', () => {
  it('returns what it had claimed and not sent: that uses up no attempt, and takes tokens anew', async () => {
    await limit(200)
    await store(...Array.from({ length: 30 }, () => ''))
    const frozen = await claimedAndFrozen(patient)
    const claimed = await leased()
    assert.ok(claimed.length > 0)
    const other = await ordered.harness.dispatcher(patient)
    // A lease ends with the time of a request and the margin: half of the margin has passed since the claim.
    const isFrozenLong = `SELECT FROM delivery_due WHERE endpoint_id = $1 HAVING count(*) = ${claimed.length}
      AND max(lease_until) < plinth_now() + interval '${patient.timeoutMs + patient.leaseMarginMs / 2} ms'`
    await eventually(async () => assert.equal((await query(isFrozenLong)).length, 1))
    const [resumed] = await ordered.harness.database.query<{ at: Date }>({ text: 'SELECT plinth_now() AS at' })
    frozen.resume()
    await allEnded()
    await other.stop()
    await store('')
    await allEnded()
    assert.equal(idsReceived().length, 31)
    const attempts = await query<{ event_id: string; number: number; claimed_at: Date }>(
      `SELECT d.event_id, a.number, d.created_at + a.wait_ms * interval '1 ms' AS claimed_at FROM attempt a
        JOIN delivery d ON d.event_day = a.event_day AND d.id = a.delivery_id WHERE d.endpoint_id = $1 ORDER BY d.event_id`,
    )
    assert.ok(attempts.every(({ number }) => number === 1))
    const late = attempts.filter(({ event_id: id }) => claimed.includes(id))
    assert.equal(late.length, claimed.length)
    assert.ok(late.every(({ claimed_at: at }) => resumed !== undefined && at > resumed.at))
  })
})

describe('a dispatcher process frozen in the middle of a claim, which holds locks of endpoints', () => {
  it('holds up neither what is stored for them nor what another sends to them', async () => {
    const { database, process, dispatcher } = ordered.harness
    await store('a')
    const frozen = await freezeWithLocks(database, () => process(short))
    // Rejects when its statements wait for a lock for longer than the database lets them.
    await store('a', 'b')
    const other = await dispatcher(patient)
    await allEnded()
    frozen.resume()
    await other.stop()
    await store('a')
    await allEnded()
    assert.equal(idsReceived().length, 4)
  })
})
