import type { PlinthError } from '@plinth/kit/errors'
import { fail } from '../errors.ts'
import { isWithheld, type Publication, type Published, type PublishResult } from './publication.ts'
import { type CheckedTypes, checkType, type TypeCheck } from './type-check.ts'

/** A publication with what was made of it before its transaction. */
export interface Candidate {
  publication: Publication
  /** Its data, parsed. */
  value: unknown
  /** The id of the event, if it is stored. */
  id: string
  digest: Buffer
  traceparent: string
  /** Why it must not be stored. A known callerId goes before it. */
  refusal: PlinthError | undefined
  /** By the types as they were last read: it counts while their version is that of the transaction. */
  typeCheck: TypeCheck | undefined
}

/** The event that a callerId is bound to. */
export interface EventKey {
  workspaceId: string
  callerId: string
  eventId: string
  namespaceId: string
  digest: Buffer
  createdAt: Date
}

export interface GroupFacts {
  /** The time of the transaction. */
  at: Date
  types: CheckedTypes
  keys: readonly EventKey[]
  /** Events that limited workspaces have published this month; their rows are locked. */
  accepted: ReadonlyMap<string, number>
}

/** Decides the publications of a group in their order: each knows those before it. */
export class GroupDecider {
  readonly stored: Candidate[] = []
  readonly bound: EventKey[] = []
  readonly #at: Date
  readonly #types: CheckedTypes
  readonly #keys: Map<string, EventKey>
  readonly #accepted: Map<string, number>

  constructor({ at, types, keys, accepted }: GroupFacts) {
    this.#at = at
    this.#types = types
    this.#keys = new Map(keys.map((key) => [nameOf(key), key]))
    this.#accepted = new Map(accepted)
  }

  decide(candidate: Candidate): PublishResult {
    const { publication, digest } = candidate
    const known = publication.callerId === '' ? undefined : this.#keys.get(nameOf(publication))
    if (known !== undefined) return earlier(publication, digest, known)
    const refusal = candidate.refusal ?? this.#typeRefusal(candidate)
    if (refusal !== undefined) return { refusal }
    if (!this.#isWithinPlan(publication)) return { refusal: fail.eventsUsedUp(publication.monthlyLimit ?? 0) }
    return this.#store(candidate)
  }

  /** Events stored for the workspace of each counted publication. */
  get counted(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>()
    for (const { publication } of this.stored) {
      if (publication.monthlyLimit === undefined) continue
      counts.set(publication.workspaceId, (counts.get(publication.workspaceId) ?? 0) + 1)
    }
    return counts
  }

  // Compiling a schema and checking data take a while: in the transaction only when the types have changed just now.
  #typeRefusal({ typeCheck, publication, value }: Candidate): PlinthError | undefined {
    if (typeCheck?.version === this.#types.version) return typeCheck.refusal
    return checkType(this.#types, publication, value).refusal
  }

  #isWithinPlan({ workspaceId, monthlyLimit }: Publication): boolean {
    if (monthlyLimit === undefined) return true
    const accepted = this.#accepted.get(workspaceId) ?? 0
    if (accepted >= monthlyLimit) return false
    this.#accepted.set(workspaceId, accepted + 1)
    return true
  }

  #store(candidate: Candidate): PublishResult {
    const { id, digest, publication } = candidate
    const { type, workspaceId, namespaceId, callerId } = publication
    this.stored.push(candidate)
    if (callerId !== '') {
      const key = { workspaceId, callerId, eventId: id, namespaceId, digest, createdAt: this.#at }
      this.#keys.set(nameOf(key), key)
      this.bound.push(key)
    }
    const published = { id, type, workspaceId, namespaceId, createdAt: this.#at, isDuplicate: false }
    return { published, isWithheld: isWithheld(publication) }
  }
}

function earlier({ type, callerId }: Publication, digest: Buffer, key: EventKey): PublishResult {
  if (!key.digest.equals(digest)) return { refusal: fail.eventIdTaken(callerId) }
  const { eventId: id, workspaceId, namespaceId, createdAt } = key
  const published: Published = { id, type, workspaceId, namespaceId, createdAt, isDuplicate: true }
  return { published, isWithheld: false }
}

/** Neither part has a line feed. */
const nameOf = ({ workspaceId, callerId }: Pick<EventKey, 'workspaceId' | 'callerId'>): string =>
  `${workspaceId}\n${callerId}`
