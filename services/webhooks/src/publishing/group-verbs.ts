import { askTime, type GroupWork, type MemberOutcome, type Tx } from '@plinth/kit/db'
import { plannerSettings } from '../delivery-queue/planner-settings.ts'
import type { EventTypeReader } from '../event-types/reader.ts'
import type { IncomingEvent } from '../events/event.ts'
import { type FanOutDeps, storeEvents } from '../fan-out/fan-out.ts'
import { isStorable } from '../storable.ts'
import { type Candidate, GroupDecider } from './group-decider.ts'
import type { PublishResult } from './publication.ts'
import { bindKeys, countQuotas, findKeys, holdQuotas, keysIn } from './store.ts'

/** The publications of one call. */
export interface PublishEntry {
  candidates: readonly Candidate[]
  toOutcome: (results: readonly PublishResult[]) => MemberOutcome
  /** Set when the transaction of its group made deliveries. */
  isDue: boolean
}

export interface GroupDeps extends FanOutDeps {
  types: EventTypeReader
}

/** Decides and stores the publications of several calls: events, deliveries, counters and callers' ids in one transaction. */
export const decideGroup = (deps: GroupDeps): GroupWork<PublishEntry> => ({
  settings: [plannerSettings],
  opening: (entries) => {
    // A refused one may have an id that no statement can hold.
    const named = publicationsOf(entries).filter(({ callerId }) => callerId !== '' && isStorable(callerId))
    return named.length === 0 ? [askTime] : [askTime, findKeys(named)]
  },
  decide: async (tx, entries, [, keyRows]) => {
    const limited = publicationsOf(entries).filter(({ monthlyLimit }) => monthlyLimit !== undefined)
    const workspaceIds = limited.map(({ workspaceId }) => workspaceId)
    const [types, accepted] = await Promise.all([deps.types.hold(tx), holdQuotas(tx, workspaceIds)])
    const at = await tx.time()
    const decider = new GroupDecider({ at, types, keys: keysIn(keyRows), accepted })
    const outcomes = entries.map(({ candidates, toOutcome }) => toOutcome(candidates.map((one) => decider.decide(one))))
    const isDue = (await save(tx, decider, at, deps)) > 0
    for (const entry of entries) entry.isDue = isDue
    return outcomes
  },
})

/** Returns the number of deliveries. */
async function save(tx: Tx, { stored, bound, counted }: GroupDecider, at: Date, deps: FanOutDeps): Promise<number> {
  if (stored.length === 0) return 0
  const made = await storeEvents(
    tx,
    stored.map((candidate) => eventOf(candidate, at)),
    deps,
  )
  if (counted.size > 0) tx.atCommit(countQuotas(counted))
  if (bound.length > 0) tx.atCommit(bindKeys(bound))
  return made
}

function eventOf({ id, publication, traceparent }: Candidate, createdAt: Date): IncomingEvent {
  const { monthlyLimit: _, refusal: _refusal, ...event } = publication
  const noObject = { objectId: '', objectType: '', attributesJson: '' }
  return { ...event, ...noObject, id, createdAt, traceparent }
}

const publicationsOf = (entries: readonly PublishEntry[]) =>
  entries.flatMap(({ candidates }) => candidates.map(({ publication }) => publication))
