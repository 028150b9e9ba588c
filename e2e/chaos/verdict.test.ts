import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { signed } from './signed.fixture.ts'
import { judge } from './verdict.ts'

const endpoint = { id: 'wh_1', manner: 'good', secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZg==' } as const
type Sent = Parameters<typeof signed>[0]

/** The verdict on one endpoint that was owed one rename. */
function verdictOn(sent: readonly Sent[], attempts: { number: number; trigger?: string; outcome: string }[]) {
  const logged = attempts.map((attempt) => ({ deliveryId: 'del_1', trigger: 'schedule', ...attempt }))
  const book = sent.map((one) => signed(one, endpoint.secret))
  return judge({
    // The tenant's key and workspace are not asked for.
    tenants: [{ tenant: { tenant: {} as never, endpoints: [endpoint], polled: [], names: ['a'] }, bookOf: () => book }],
    attempts: new Map([['del_1', logged]]),
  })
}

describe('the reckoning', () => {
  it('is content with one delivery', () => {
    const { lost, broken, duplicates } = verdictOn([{ attempt: 1 }], [{ number: 1, outcome: 'ok' }])
    assert.deepEqual([lost, broken, duplicates], [0, [], {}])
  })
  it('misses what was never taken', () => {
    const sent = verdictOn([{ attempt: 1, isTaken: false }], [{ number: 1, outcome: 'http' }])
    assert.equal(sent.lost, 1)
    assert.equal(verdictOn([], []).lost, 1)
  })
  it('asks why something was taken twice', () => {
    const twice = [{ attempt: 1 }, { attempt: 2 }]
    const after = (outcome: string, trigger = 'schedule') =>
      verdictOn(twice, [
        { number: 1, outcome },
        { number: 2, outcome: 'ok', trigger },
      ]).broken.length
    assert.deepEqual([after('ok'), after('unknown'), after('timeout'), after('ok', 'replay')], [1, 0, 0, 0])
  })
  it('takes the word of what was sent while the result was not known, which is logged later', () => {
    const [sent, unknown] = [{ attempt: 1 }, { attempt: 2, previousOutcome: 'unknown' }]
    const logged = [1, 2].map((number) => ({ number, outcome: 'ok' }))
    assert.deepEqual(verdictOn([sent, unknown], logged).broken, [])
  })
  it('asks the first POST after the one that was taken, whose retries are no repetitions of their own', () => {
    const logged = ['ok', 'http', 'ok'].map((outcome, at) => ({ number: at + 1, outcome }))
    const second = { attempt: 2, isTaken: false }
    const [known, unknown] = [second, { ...second, previousOutcome: 'unknown' }]
    assert.deepEqual(verdictOn([{ attempt: 1 }, unknown, { attempt: 3 }], logged).broken, [])
    const third = { attempt: 3, previousOutcome: 'unknown' }
    const { broken } = verdictOn([{ attempt: 1 }, known, third], logged)
    assert.match(broken.join(), /for no reason, as attempt 3: 1 schedule ok, 2 schedule http, 3 schedule ok/)
  })
  it('is content with a second request of an attempt whose first one the receiver did not answer, and with no third', () => {
    const logged = [{ number: 1, outcome: 'ok' }]
    const lost = { attempt: 1, isTaken: false }
    assert.deepEqual(verdictOn([lost, { attempt: 1 }], logged).broken, [])
    assert.match(verdictOn([lost, lost, { attempt: 1 }], logged).broken.join(), /sent twice as one attempt/)
  })
  it('sees other bytes, a wrong signature, an attempt that was sent twice or not logged, and a second event', () => {
    const ok = [{ number: 1, outcome: 'unknown' }]
    const broken = (sent: readonly Sent[], attempts = ok) => verdictOn(sent, attempts).broken.join()
    assert.match(broken([{ attempt: 1 }, { attempt: 1 }]), /sent twice as one attempt/)
    assert.match(broken([{ attempt: 2 }]), /not logged/)
    assert.match(broken([{ attempt: 1, secret: 'another secret 1' }]), /not signed/)
    assert.match(broken([{ attempt: 1 }, { attempt: 1, extra: 1 }]), /other bytes/)
    assert.match(broken([{ attempt: 1 }, { attempt: 1, webhookId: 'evt_2' }]), /became 2 events/)
    assert.match(broken([{ attempt: 1 }, { attempt: 1, name: 'b' }]), /nobody was told of/)
  })
})
