import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeAudit, judgeProducts } from './judge-products.ts'
import type { Entry } from './receivers.ts'
import type { LoggedAttempt, Stored } from './stored.ts'
import type { HandOut } from './tenants.ts'
import type { Verdict } from './verdict.ts'

// Two events of one key, published in this order.
const published = ['a', 'b'].map((eventId) => ({ eventId, orderingKey: 'k', ids: [`evt_${eventId}`] }))
const stored = published.map(({ eventId, ids: [id = ''] }) => ({ workspaceId: 'wks_1', eventId, id }))
const handOut = (name: string, attempt = 1, end: HandOut['end'] = 'acknowledged'): HandOut => ({
  ...{ deliveryId: `del_${name}`, attempt, eventId: `evt_${name}`, name, end },
})
const logged = (name: string, ...outcomes: string[]): [string, LoggedAttempt[]] => [
  `del_${name}`,
  outcomes.map((outcome, at) => ({ deliveryId: `del_${name}`, number: at + 1, trigger: 'schedule', outcome })),
]
const posted = (eventId: string, isTaken = true): Pick<Entry, 'body' | 'isTaken'> => ({
  body: Buffer.from(JSON.stringify({ data: { event_id: eventId } })),
  isTaken,
})

interface Case {
  posts?: ReturnType<typeof posted>[]
  handOuts?: HandOut[]
  attempts?: [string, LoggedAttempt[]][]
  events?: Stored['events']
  ids?: string[]
}

/** The verdict on an endpoint with a URL and on a polled one, both of which keep order. */
function verdictOn({ posts, handOuts, attempts, events = stored, ids = ['evt_a'] }: Case = {}): Verdict {
  const verdict: Verdict = { owed: 0, posts: 0, handOuts: 0, ordered: 0, lost: 0, duplicates: {}, broken: [] }
  const tenant = {
    // Nothing else of the tenant is asked for.
    tenant: { workspace: { id: 'wks_1' } } as never,
    endpoints: [{ id: 'wh_push', manner: 'good', secret: '' }] as const,
    polled: [{ id: 'wh_poll', book: handOuts ?? [handOut('a'), handOut('b')] }],
    orderedIds: new Set(['wh_push', 'wh_poll']),
    names: ['a', 'b'],
    published: published.map((one) => (one.eventId === 'a' ? { ...one, ids } : one)),
  }
  const bookOf = () => (posts ?? [posted('a'), posted('b')]) as Entry[]
  const log = new Map(attempts ?? [logged('a', 'ok'), logged('b', 'ok')])
  judgeProducts(
    { tenants: [{ tenant, bookOf }], stored: { attempts: log, events, renames: [], strayEntries: 0 } },
    verdict,
  )
  return verdict
}
const broken = (given: Case): string => verdictOn(given).broken.join()

describe('the reckoning of published events', () => {
  it('is content with each stored, sent and acknowledged once, in order', () => {
    const { owed, handOuts, ordered, lost, duplicates, broken } = verdictOn()
    assert.deepEqual([owed, handOuts, ordered, lost, duplicates, broken], [2, 2, 4, 0, {}, []])
  })
  it('sees an event_id that is stored twice, not at all, under another id, or that nobody published', () => {
    const again = { workspaceId: 'wks_1', eventId: 'a', id: 'evt_c' }
    assert.match(broken({ events: [...stored, again] }), /event_id a is stored 2 times/)
    assert.match(broken({ events: stored.slice(1) }), /event_id a is stored 0 times/)
    assert.match(broken({ ids: ['evt_a', 'evt_c'] }), /a was answered with evt_a, evt_c/)
    assert.match(broken({ events: [...stored, { ...again, eventId: 'c' }] }), /c is stored, which was never published/)
  })
  it('sees an event that overtook the one before it, which was still tried', () => {
    const late = [posted('a', false), posted('b'), posted('a')]
    assert.match(broken({ posts: late }), /wh_push was sent b of k before it had taken a/)
    assert.equal(broken({ posts: [posted('a', false), posted('a'), posted('b'), posted('a')] }), '')
    const attempts = [logged('a', 'returned', 'ok'), logged('b', 'ok')]
    const [first, second] = [handOut('a', 1, 'returned'), handOut('a', 2)]
    assert.match(broken({ handOuts: [first, handOut('b'), second], attempts }), /wh_poll was sent b of k before/)
    assert.equal(broken({ handOuts: [first, second, handOut('b')], attempts }), '')
  })
  it('misses what was never acknowledged', () => {
    const never = verdictOn({ handOuts: [handOut('b')] })
    assert.deepEqual([never.lost, never.broken], [1, ['wh_poll never acknowledged a: 0 hand-outs']])
    const left = {
      handOuts: [handOut('a', 1, 'left'), handOut('b')],
      attempts: [logged('a', 'unknown'), logged('b', 'ok')],
    }
    assert.equal(verdictOn(left).lost, 1)
  })
  it('sees a hand-out that ended twice, came again without a reason, or that the log does not know', () => {
    const rest = { handOuts: [handOut('a'), handOut('a', 2), handOut('b')] }
    const twice = { ...rest, attempts: [logged('a', 'ok', 'ok'), logged('b', 'ok')] }
    assert.match(broken(twice), /del_a.2 was handed out again: the one before is ok,del_a ended 2 times/)
    assert.match(broken({ ...rest, handOuts: [handOut('a'), ...rest.handOuts] }), /twice as one attempt/)
    assert.match(broken(rest), /del_a.2 was acknowledged, and its log is missing/)
    assert.match(broken({ attempts: [logged('a', 'ok', 'unknown'), logged('b', 'ok')] }), /not with its last hand-out/)
    assert.match(broken({ handOuts: [handOut('a', 1, 'returned'), handOut('b')] }), /was returned, and its log is ok/)
  })
  it('sees a second delivery, another id, and an event that was never published', () => {
    const second = { ...handOut('a'), deliveryId: 'del_b' }
    assert.match(broken({ handOuts: [handOut('a'), second, handOut('b')] }), /a became 2 deliveries to wh_poll/)
    assert.match(broken({ handOuts: [{ ...handOut('a'), eventId: 'evt_b' }, handOut('b')] }), /a under another id/)
    assert.match(
      broken({ handOuts: [handOut('a'), handOut('b'), handOut('c')] }),
      /handed c, which was never published/,
    )
  })
})

describe('the reckoning of the audit log', () => {
  it('sees a rename without an entry, with two, one that was never answered, and entries about published events', () => {
    const on = (names: string[], strayEntries = 0): string => {
      const verdict: Verdict = { owed: 0, posts: 0, handOuts: 0, ordered: 0, lost: 0, duplicates: {}, broken: [] }
      const tenant = { tenant: { workspace: { id: 'wks_1' } } as never, endpoints: [], polled: [], names: ['a'] }
      const renames = names.map((name) => ({ workspaceId: 'wks_1', name }))
      judgeAudit([tenant], { attempts: new Map(), events: [], renames, strayEntries }, verdict)
      return verdict.broken.join()
    }
    assert.equal(on(['a']), '')
    assert.match(on([]), /rename to a has 0 entries/)
    assert.match(on(['a', 'a']), /rename to a has 2 entries/)
    assert.match(on(['a', 'b']), /a rename to b, which was never answered/)
    assert.match(on(['a'], 1), /1 entries about published events/)
  })
})
