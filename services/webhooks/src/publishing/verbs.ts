// Events of many callers commit together; each call is decided by itself, in the order the calls were checked.

import { batcher } from '@plinth/kit/async/batcher'
import type { Bus } from '@plinth/kit/bus'
import type { Clock } from '@plinth/kit/clock'
import {
  type GroupMember,
  groupedWrites,
  type IdempotencyOptions,
  type MemberOutcome,
  retryTwins,
  unwrap,
  type WriteGroup,
  wholeOrEach,
} from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import type { MethodDefinition, ResponseOf, ServerCall } from '@plinth/kit/rpc'
import type { StoredEventsAnnouncer } from '@plinth/kit/stored-events'
import { publisherWorkspace } from '../access.ts'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { fail } from '../errors.ts'
import { withPartitionsOf } from '../fan-out/fan-out.ts'
import { Pace } from '../fan-out/pace.ts'
import { workDone } from '../json-schemas/work.ts'
import type { Candidate } from './group-decider.ts'
import { decideGroup, type GroupDeps, type PublishEntry } from './group-verbs.ts'
import { countResults, publishDurations } from './metrics.ts'
import { digestOf, objectIn, type Publication, type PublishResult, refusalOf } from './publication.ts'
import { keyConstraint } from './store.ts'
import { type CheckedTypes, checkType, OtherFeatures } from './type-check.ts'

export interface PublishDeps extends IdempotencyOptions, GroupDeps {
  bus: Bus
  clock: Clock
  storedEvents: Pick<StoredEventsAnnouncer, 'announce'>
}

type Member = GroupMember<PublishEntry>

export interface PublishCall<M extends MethodDefinition> {
  method: M
  call: ServerCall
  publications: readonly Publication[]
  toOutcome: (results: readonly PublishResult[]) => MemberOutcome
}

/** Publishes the events of a call in the next group of its workspace. */
export type Publish = <M extends MethodDefinition>(call: PublishCall<M>) => Promise<ResponseOf<M>>

// Of the default pool's 10 connections. A group of one event each, and of up to 100 each: no batch waits for two of another workspace.
// BEGIN, what is looked up and COMMIT cost a group the same whatever its size: beside another one, so many calls wait for each
// other, but for less time than a commit takes.
const single = { batchMax: 64, batchMin: () => 16, gatherMsMax: 3, batchesMax: 3, waitingMax: 5_000 }
const many = { batchMax: 4, batchesMax: 2, waitingMax: 200, sharedMax: 1 }
// Of data: so many bytes are parsed, searched by filters and stored in one transaction, unless one call has more.
const groupBytesMax = 2_097_152

export function publishVerb(deps: PublishDeps): Publish {
  const decided: WriteGroup<PublishEntry> = (members) => groupedWrites(deps, decideGroup(deps))(members)
  const write = wholeOrEach(thenAnnounce(deps, retryTwins(keyConstraint, decided)), deps.log)
  const options = { keyOf: workspaceOf, crowded: fail.crowded, weightOf: dataBytesOf, weightMax: groupBytesMax }
  const publishOne = batcher(write, { ...single, ...options })
  const publishMany = batcher(write, { ...many, ...options })
  return async ({ method, call, publications, toOutcome }) => {
    const startedMs = performance.now()
    const types = await deps.types.known()
    const candidates = await candidatesOf(publications, call, deps.clock, types)
    // Of the last try: a transaction that failed is decided again.
    let decided: readonly PublishResult[] = []
    const noting = (results: readonly PublishResult[]) => {
      decided = results
      return toOutcome(results)
    }
    const member: Member = { method, call, entry: { candidates, toOutcome: noting, isDue: false } }
    const outcome = await (candidates.length === 1 ? publishOne(member) : publishMany(member)).catch(asFailed)
    publishDurations.observe((performance.now() - startedMs) / 1_000, nameOf(outcome))
    if (outcome === undefined) throw new Error('a call was not decided')
    if ('failure' in outcome) throw outcome.failure
    countResults(decided)
    // Made by toOutcome, or read by this method's own decoder.
    return unwrap(outcome) as ResponseOf<typeof method>
  }
}

const asFailed = (failure: unknown): MemberOutcome => ({ failure })

function nameOf(outcome: MemberOutcome): string {
  if (outcome === undefined) return 'failed'
  if ('failure' in outcome) return outcome.failure instanceof OtherFeatures ? 'asked_again' : 'failed'
  return 'refusal' in outcome ? 'refused' : 'answered'
}

async function candidatesOf(
  publications: readonly Publication[],
  call: ServerCall,
  clock: Clock,
  types: CheckedTypes,
): Promise<Candidate[]> {
  const pace = new Pace()
  const candidates: Candidate[] = []
  for (const publication of publications) {
    const before = workDone()
    candidates.push(candidateOf(publication, call, clock, types))
    if (pace.isDue(publication.data.length + workDone() - before)) await pace.nextTurn()
  }
  return candidates
}

function candidateOf(
  publication: Publication,
  { context, traceparent }: ServerCall,
  clock: Clock,
  types: CheckedTypes,
): Candidate {
  const made = { id: newId('evt', clock), digest: digestOf(publication), traceparent }
  const { workspaceId, refusal } = publication
  if (refusal !== undefined) return { ...made, publication, value: undefined, refusal, typeCheck: undefined }
  const unfit = refusalOf(publication)
  const value = unfit === undefined ? objectIn(publication.data) : undefined
  const refused = value === undefined ? (unfit ?? fail.dataNotObject()) : undefined
  return {
    ...made,
    publication: { ...publication, workspaceId: publisherWorkspace(context, workspaceId) },
    ...{ value, refusal: refused },
    typeCheck: refused === undefined ? checkType(types, publication, value) : undefined,
  }
}

/** Calls of one workspace are in one group at a time: groups of one workspace would wait for each other's endpoints. */
const workspaceOf = ({ entry }: Member): string =>
  entry.candidates.find(({ refusal }) => refusal === undefined)?.publication.workspaceId ?? ''

const dataBytesOf = ({ entry }: Member): number =>
  entry.candidates.reduce((sum, { publication }) => sum + publication.data.length, 0)

/** Makes the partitions before the transaction, and wakes the dispatchers and the streams of events after it. */
function thenAnnounce(deps: PublishDeps, write: WriteGroup<PublishEntry>): WriteGroup<PublishEntry> {
  return async (members) => {
    const candidates = members.flatMap(({ entry }) => entry.candidates)
    const ids = candidates.map(({ id }) => id)
    const outcomes = await withPartitionsOf(deps, ids, () => write(members))
    deps.storedEvents.announce(candidates.map(({ publication }) => publication.workspaceId))
    if (members.some(({ entry }) => entry.isDue)) deps.bus.announce(dueSubject)
    return outcomes
  }
}
