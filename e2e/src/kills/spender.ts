import assert from 'node:assert/strict'
import type { Random } from '../random.ts'
import { answered, type FinalAnswer, type Sent } from './answered.ts'

/** The quantity that an answer counted. Unanswered calls are sent until they are answered. */
export interface Counted {
  feature: string
  quantity: number
}

type End = 'committed' | 'released' | 'expired'

interface Tally {
  operations: number
  attempts: number
  replays: number
  repeats: number
  refused: number
}

/** The plan it spends. `tokens` is only ever asked for; `seats` is recorded without asking. */
export const spent = { tokens: 'kills.tokens', calls: 'kills.calls', seats: 'kills.seats' } as const

/** Uses one namespace's plan, retries by Idempotency-Key or by event_id, and records the answers. */
export class Spender {
  /** By the id of the usage. */
  readonly records = new Map<string, Counted>()
  /** By the id of the reservation: what became of it. */
  readonly reservations = new Map<string, { end: End; counted: Counted }>()
  readonly tally: Tally = { operations: 0, attempts: 0, replays: 0, repeats: 0, refused: 0 }
  /** Calls that were bound to an event_id, to be sent again. */
  readonly #bound: { sent: Sent; text: string }[] = []
  readonly #url: string
  readonly #key: string
  readonly #random: Random
  readonly namespaceId: string

  constructor(url: string, key: string, namespaceId: string, random: Random) {
    this.#url = url
    this.#key = key
    this.namespaceId = namespaceId
    this.#random = random
  }

  async spend(): Promise<void> {
    const random = this.#random
    this.tally.operations++
    await random.pick([
      () => this.#consume(random.pick([spent.tokens, spent.calls]), random.int(1, 6)),
      () => this.#consume(spent.tokens, random.int(1, 3)),
      () => this.#record(spent.seats, random.pick([-3, -1, 2, 5])),
      () => this.#record(random.pick([spent.tokens, spent.calls]), random.int(-9, -2)),
      () => this.#reserve(random.int(1, 8)),
      () => this.#repeat(),
    ])()
  }

  async #consume(feature: string, quantity: number): Promise<void> {
    const { sent, answer } = await this.#send('consume', { feature, quantity })
    const { allowed, usage_id: id } = bodyOf<{ allowed: boolean; usage_id?: string }>(answer, 200)
    if (!allowed) {
      this.tally.refused++
      return
    }
    this.#write(id, { feature, quantity })
    this.#bind(sent, answer)
  }

  async #record(feature: string, quantity: number): Promise<void> {
    const { sent, answer } = await this.#send('usage', { feature, quantity })
    const { data } = bodyOf<{ data: { id: string; quantity: number } }>(answer, 201)
    assert.ok(quantity > 0 ? data.quantity === quantity : data.quantity >= quantity && data.quantity <= 0)
    this.#write(data.id, { feature, quantity: data.quantity })
    this.#bind(sent, answer)
  }

  async #reserve(quantity: number): Promise<void> {
    const random = this.#random
    const feature = random.pick([spent.tokens, spent.calls])
    const end = random.pick<End>(['committed', 'committed', 'released', 'expired'])
    // One that is to be ended may be late as well: then its end is a 409.
    const ttl_seconds = end === 'expired' || random.chance(0.2) ? random.int(1, 3) : 600
    const { answer } = await this.#send('reserve', { feature, quantity, ttl_seconds }, { byEventId: false })
    const { allowed, reservation } = bodyOf<{ allowed: boolean; reservation?: { id: string } }>(answer, 200)
    if (!allowed || reservation === undefined) {
      this.tally.refused++
      return
    }
    const kept = random.int(1, quantity)
    const isEnded = end !== 'expired' && (await this.#end(reservation.id, end, kept))
    this.#reserved(reservation.id, isEnded ? end : 'expired', { feature, quantity: kept })
  }

  /** False when it had expired by then. */
  async #end(id: string, end: 'committed' | 'released', quantity: number): Promise<boolean> {
    const isCommit = end === 'committed'
    const path = `reservations/${id}/${isCommit ? 'commit' : 'release'}`
    const { answer } = await this.#send(path, isCommit ? { quantity } : undefined, { byEventId: false })
    if (answer.status === 409) return false
    const { data } = bodyOf<{ data: { status: string; quantity: number } }>(answer, 200)
    assert.equal(data.status, end)
    return true
  }

  /** Long after: the same event_id under another Idempotency-Key. */
  async #repeat(): Promise<void> {
    if (this.#bound.length === 0) return
    const { sent, text } = this.#random.pick(this.#bound)
    const answer = await answered(this.#url, { ...sent, idempotencyKey: this.#newId() })
    assert.deepEqual(idOf(JSON.parse(answer.text)), idOf(JSON.parse(text)), 'the first answer')
    this.tally.repeats++
  }

  async #send(
    path: string,
    body: object | undefined,
    { byEventId = this.#random.chance(0.5) } = {},
  ): Promise<{ sent: Sent; answer: FinalAnswer }> {
    const random = this.#random
    // By one of the two, or by both.
    const byKey = !byEventId || random.chance(0.3)
    const sent: Sent = {
      ...{ method: 'POST', path: `/namespaces/${this.namespaceId}/entitlements/${path}`, key: this.#key },
      ...(byKey ? { idempotencyKey: this.#newId() } : {}),
      ...(body === undefined ? {} : { body: byEventId ? { ...body, event_id: this.#newId() } : body }),
    }
    const isTwin = random.chance(0.2)
    const answers = await Promise.all((isTwin ? [0, 1] : [0]).map(() => answered(this.#url, sent)))
    if (byKey && random.chance(0.3)) answers.push(await answered(this.#url, sent))
    const [first] = answers
    assert.ok(first)
    // A refused consume binds no event_id: without a key a twin may be let in.
    if (byKey) for (const answer of answers) assert.equal(answer.text, first.text, 'one answer to the byte')
    this.tally.attempts += answers.reduce((sum, { attempts }) => sum + attempts, 0)
    this.tally.replays += answers.filter(({ isReplay }) => isReplay).length
    return { sent, answer: answers.find(isAllowed) ?? first }
  }

  #bind(sent: Sent, { text }: FinalAnswer): void {
    if (sent.body !== undefined && 'event_id' in sent.body) this.#bound.push({ sent, text })
  }

  #write(id: string | undefined, counted: Counted): void {
    assert.ok(id !== undefined && !this.records.has(id), `${id} was answered to two calls`)
    this.records.set(id, counted)
  }

  #reserved(id: string, end: End, counted: Counted): void {
    assert.ok(!this.reservations.has(id), `${id} was answered to two calls`)
    this.reservations.set(id, { end, counted })
  }

  #newId(): string {
    return `${this.#random.seed}-${this.tally.operations}-${this.#random.int(0, 1e9)}`
  }
}

const isAllowed = ({ text }: FinalAnswer): boolean => text.includes('"allowed":true')

const idOf = (body: { usage_id?: string; data?: { id: string } }): string | undefined => body.usage_id ?? body.data?.id

function bodyOf<Body>({ status, text }: FinalAnswer, expected: number): Body {
  assert.equal(status, expected, text)
  return JSON.parse(text)
}
