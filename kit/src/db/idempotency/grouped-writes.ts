import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { MethodDefinition, ServerCall } from '../../rpc/service.ts'
import type { Database, Opening, Statement, Tx } from '../database.ts'
import { type CodecOptions, inProgress, type Outcome, OutcomeCodec } from './outcome-codec.ts'
import {
  type FoundOutcome,
  idempotencyId,
  type LookUp,
  lockedPlaces,
  lockKeys,
  openLookUp,
  outcomesIn,
  storeOutcomes,
} from './stored-outcomes.ts'
import { isStoredRefusal } from './stored-refusal.ts'

export interface IdempotencyOptions extends CodecOptions {
  database: Database
  /** Commands that open each transaction: settings and locks. */
  settings?: readonly string[]
}

/** One call of a group: its method, and what its handler wants done. */
export interface GroupMember<Entry> {
  method: MethodDefinition
  call: ServerCall
  entry: Entry
}

/**
 * The outcome of one member: its method's answer, a refusal, or a failure of this call alone. Undefined: it has to wait.
 * With the last two nothing was done for it, and nothing is stored.
 */
export type MemberOutcome = Outcome<unknown> | { failure: unknown } | undefined

export interface GroupWork<Entry> {
  settings?: Opening['settings']
  lockMs?: Opening['lockMs']
  /** Statements that share BEGIN's round trip, for all members. They must not write. */
  opening: (entries: readonly Entry[]) => readonly Statement[]
  /** Decides those whose key is free, in their order, knowing what the opening statements found. */
  decide: (tx: Tx, entries: readonly Entry[], opened: object[][]) => Promise<readonly MemberOutcome[]>
}

const noLookUp: LookUp = { settings: [], statements: [] }

/** Does the work of several calls in one transaction. Rejects when it failed: then nothing was done for anybody. */
export type WriteGroup<Entry> = (members: readonly GroupMember<Entry>[]) => Promise<readonly MemberOutcome[]>

/**
 * The writes of a group of calls in one transaction: each call with an Idempotency-Key has its key taken, its outcome found
 * or stored and its twin refused by itself. Work, events and stored outcomes commit together, so that a key has one effect
 * and one response, even if a process dies in between. A single call is a group of one.
 */
export function groupedWrites<Entry>(options: IdempotencyOptions, work: GroupWork<Entry>): WriteGroup<Entry> {
  const codecs = new Map<MethodDefinition, OutcomeCodec<MethodDefinition>>()
  const codecOf = (method: MethodDefinition) => {
    const codec = codecs.get(method) ?? new OutcomeCodec(method, options)
    codecs.set(method, codec)
    return codec
  }
  return async (members) => {
    const keyed = members.flatMap((member) => {
      const { idempotency } = member.call.context
      return idempotency === undefined ? [] : [{ member, idempotency, id: idempotencyId(idempotency) }]
    })
    const asked = keyed.map(({ idempotency }) => idempotency)
    const look = asked.length === 0 ? noLookUp : openLookUp(lockKeys(asked), asked)
    const opening: Opening = {
      ...(work.lockMs === undefined ? {} : { lockMs: work.lockMs }),
      settings: [...look.settings, ...(options.settings ?? []), ...(work.settings ?? [])],
      statements: [...look.statements, ...work.opening(members.map(({ entry }) => entry))],
    }
    return options.database.transaction(async (tx, opened) => {
      const known = knownOutcomes(keyed, opened)
      const free = members.filter((member) => !known.has(member))
      const entries = free.map(({ entry }) => entry)
      const decided = await work.decide(tx, entries, opened.slice(look.statements.length))
      const outcomes = new Map([...known, ...free.map((member, at) => [member, decided[at]] as const)])
      const stored = keyed.flatMap(({ member, idempotency, id }) => {
        const outcome = known.has(member) ? undefined : outcomes.get(member)
        if (!isStored(outcome)) return []
        return [{ id, outcome: codecOf(member.method).toStored(outcome, idempotency, member.call) }]
      })
      if (stored.length > 0) tx.besideEvents(storeOutcomes(stored))
      return members.map((member) => outcomes.get(member))
    }, opening)
  }

  /** Of members that need no work: twins of a member in progress, and retries of one that has an answer. */
  function knownOutcomes(keyed: readonly Keyed<Entry>[], [locks, found]: object[][]) {
    const known = new Map<GroupMember<Entry>, MemberOutcome>()
    if (keyed.length === 0) return known
    const locked = lockedPlaces(locks)
    const outcomes = outcomesIn(found)
    const ours = new Set<string>()
    for (const [place, { member, idempotency, id }] of keyed.entries()) {
      const hex = id.toString('hex')
      const outcome = outcomes[place]
      // One session may take a lock twice: twins within the group are told apart here.
      if (!locked.has(place) || ours.has(hex)) known.set(member, { refusal: inProgress() })
      else if (outcome !== undefined) known.set(member, replayed(member, idempotency, outcome))
      ours.add(hex)
    }
    return known
  }

  function replayed({ method, call }: GroupMember<Entry>, idempotency: Idempotency, stored: FoundOutcome) {
    try {
      return codecOf(method).replay(stored, idempotency, call)
    } catch (thrown) {
      if (thrown instanceof PlinthError) return { refusal: thrown }
      throw thrown
    }
  }
}

interface Keyed<Entry> {
  member: GroupMember<Entry>
  idempotency: Idempotency
  id: Buffer
}

const isStored = (outcome: MemberOutcome): outcome is Outcome<unknown> =>
  outcome !== undefined && ('answer' in outcome || ('refusal' in outcome && isStoredRefusal(outcome.refusal)))
