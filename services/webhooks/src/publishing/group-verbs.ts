import { isStorable } from '@plinth/kit/characters'
import type { GroupWork, MemberOutcome, Tx } from '@plinth/kit/db'
import { plannerSettings } from '../delivery-queue/planner-settings.ts'
import { type EventTypeReader, typesHold } from '../event-types/reader.ts'
import type { IncomingEvent } from '../events/event.ts'
import { type FanOutDeps, storeNewEvents } from '../fan-out/fan-out.ts'
import type { Roster } from '../fan-out/roster.ts'
import type { RosterLookup } from '../fan-out/rosters.ts'
import { type Candidate, GroupDecider } from './group-decider.ts'
import { isWithheld, type PublishResult } from './publication.ts'
import { bindKeys, countQuotas, findKeys, holdQuotas, keysIn } from './store.ts'
import { otherFeatures } from './type-check.ts'

/** The publications of one call. */
export interface PublishEntry {
  candidates: readonly Candidate[]
  toOutcome: (results: readonly PublishResult[]) => MemberOutcome
  /** Set when the transaction of its group made a delivery that may start at once. */
  isDue: boolean
}

export interface GroupDeps extends FanOutDeps {
  types: EventTypeReader
}

/**
 * Decides and stores the publications of several calls: events, deliveries, counters and callers' ids in one transaction of two
 * round trips, and one more where a plan limits events. A work is for one group.
 */
export function decideGroup(deps: GroupDeps): GroupWork<PublishEntry> {
  let lookup: RosterLookup | undefined
  return {
    settings: [...plannerSettings, typesHold.lock],
    opening: (entries) => {
      const publications = publicationsOf(entries).filter(({ refusal }) => refusal === undefined)
      lookup = deps.rosters.lookUp(publications.map(({ workspaceId }) => workspaceId))
      // A refused one may have an id that no statement can hold.
      const named = publications.filter(({ callerId }) => callerId !== '' && isStorable(callerId))
      return [typesHold.version, lookup.statement, ...(named.length === 0 ? [] : [findKeys(named)])]
    },
    decide: async (tx, entries, [versionRows = [], rosterRows = [], keyRows]) => {
      const limited = publicationsOf(entries).filter(({ monthlyLimit }) => monthlyLimit !== undefined)
      const [types, accepted, rosters] = await Promise.all([
        deps.types.held(tx, versionRows),
        holdQuotas(
          tx,
          limited.map(({ workspaceId }) => workspaceId),
        ),
        lookup?.read(rosterRows) ?? new Map<string, Roster>(),
      ])
      const at = await tx.time()
      const decider = new GroupDecider({ at, types, keys: keysIn(keyRows), accepted })
      const outcomes = entries.map(({ candidates, toOutcome }) => {
        const other = otherFeatures(
          types,
          candidates.map(({ publication }) => publication),
        )
        if (other !== undefined) return { failure: other }
        return toOutcome(candidates.map((one) => decider.decide(one)))
      })
      const isDue = await save(tx, decider, rosters, { ...deps, at })
      for (const entry of entries) entry.isDue = isDue
      return outcomes
    },
  }
}

/** Returns true when a delivery may start at once. */
async function save(
  tx: Tx,
  { stored, bound, counted }: GroupDecider,
  rosters: ReadonlyMap<string, Roster>,
  deps: FanOutDeps & { at: Date },
): Promise<boolean> {
  if (stored.length === 0) return false
  const events = stored.map((candidate) => eventOf(candidate, deps.at))
  const { isDue } = await storeNewEvents(tx, events, rosters, deps)
  if (counted.size > 0) tx.atCommit(countQuotas(counted))
  if (bound.length > 0) tx.atCommit(bindKeys(bound))
  return isDue
}

function eventOf({ id, publication, traceparent }: Candidate, createdAt: Date): IncomingEvent {
  const { monthlyLimit: _, refusal: _refusal, feature: _feature, isFeatureIncluded: _included, ...event } = publication
  const noObject = { objectId: '', objectType: '', attributesJson: '' }
  return { ...event, ...noObject, id, createdAt, traceparent, isOwed: !isWithheld(publication) }
}

const publicationsOf = (entries: readonly PublishEntry[]) =>
  entries.flatMap(({ candidates }) => candidates.map(({ publication }) => publication))
