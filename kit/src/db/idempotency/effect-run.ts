import { randomUUID } from 'node:crypto'
import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { MethodDefinition, ResponseOf, ServerCall } from '../../rpc/service.ts'
import type { Database, Tx } from '../database.ts'
import { inProgress, type Outcome, type OutcomeCodec } from './outcome-codec.ts'
import {
  forgetOutcome,
  idempotencyId,
  lockedPlaces,
  lockKeys,
  openLookUp,
  outcomesIn,
  storeOutcomes,
} from './stored-outcomes.ts'
import { isStoredRefusal } from './stored-refusal.ts'

export interface EffectRunOptions<M extends MethodDefinition> {
  database: Database
  codec: OutcomeCodec<M>
  idempotency: Idempotency
  call: ServerCall
  unknownAnswer: ResponseOf<M>
}

/** The lease of one call on its key: a second row beside the outcome, which states that the effect is running. */
export class EffectRun<M extends MethodDefinition> {
  readonly #options: EffectRunOptions<M>
  readonly #id: Buffer
  readonly #lease: Idempotency
  readonly #token = randomUUID()

  constructor(options: EffectRunOptions<M>) {
    const { idempotency } = options
    this.#options = options
    this.#id = idempotencyId(idempotency)
    this.#lease = { ...idempotency, scope: `${idempotency.scope}\0running`, formerScope: '' }
  }

  /** Returns the outcome of an earlier call, or undefined if this call must start the effect. */
  begin(leaseMs: number): Promise<Outcome<ResponseOf<M>> | undefined> {
    const { database, codec, idempotency, call, unknownAnswer } = this.#options
    // Both are read at once: the end of the lease and the outcome are committed together.
    return database.transaction(
      async (tx, [locks, found]) => {
        const [lease, stored] = outcomesIn(found)
        if (!lockedPlaces(locks).has(0) || lease !== undefined) throw inProgress()
        if (stored !== undefined) return codec.replay(stored, idempotency, call)
        const outcome = codec.toStored({ answer: unknownAnswer }, idempotency, call)
        const leased = { ...outcome, first_request_id: this.#token }
        tx.atCommit(storeOutcomes([{ id: this.#id, outcome }]))
        tx.atCommit(storeOutcomes([{ id: idempotencyId(this.#lease), outcome: leased }], leaseMs))
        return undefined
      },
      openLookUp(lockKeys([idempotency]), [this.#lease, idempotency]),
    )
  }

  /** Stores the outcome. If the lease has ended, the unknown response stands, because another call may have returned it. */
  async end(result: { answer: ResponseOf<M> } | { thrown: unknown }): Promise<Outcome<ResponseOf<M>>> {
    const { database, codec, idempotency, call, unknownAnswer } = this.#options
    const outcome = asOutcome(result)
    const isHeld = await database.transaction(async (tx) => {
      const isHeld = await this.#giveBackLease(tx)
      if (isHeld && outcome === undefined) tx.atCommit(forgetOutcome(this.#id))
      if (isHeld && outcome !== undefined) {
        tx.atCommit(storeOutcomes([{ id: this.#id, outcome: codec.toStored(outcome, idempotency, call) }]))
      }
      return isHeld
    })
    if (!isHeld) return { answer: unknownAnswer }
    if (outcome === undefined && 'thrown' in result) throw result.thrown
    return outcome ?? { answer: unknownAnswer }
  }

  async #giveBackLease(tx: Tx): Promise<boolean> {
    const rows = await tx.query({
      name: 'idempotency_give_back',
      text: `DELETE FROM idempotency_key WHERE id = $1 AND first_request_id = $2 AND expires_at > plinth_now()
        RETURNING true AS was_held`,
      values: [idempotencyId(this.#lease), this.#token],
    })
    return rows.length === 1
  }
}

/** Undefined for a failure that leaves the key free. */
function asOutcome<Answer>(result: { answer: Answer } | { thrown: unknown }): Outcome<Answer> | undefined {
  if ('answer' in result) return result
  const { thrown } = result
  return thrown instanceof PlinthError && isStoredRefusal(thrown) ? { refusal: thrown } : undefined
}
