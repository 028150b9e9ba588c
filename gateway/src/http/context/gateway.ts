import type { CallerShares } from '@plinth/kit/async/caller-shares'
import type { FairShares } from '@plinth/kit/async/fair-shares'
import type { Bus } from '@plinth/kit/bus'
import type { Clock } from '@plinth/kit/clock'
import type { Limiter } from '@plinth/kit/limiter'
import type { Logger } from '@plinth/kit/log'
import type { OwnerChanges } from '@plinth/kit/owner-changes'
import type { PartName, Readiness } from '@plinth/kit/part'
import type { StoredEvents } from '@plinth/kit/stored-events'
import type { Request, RequestHandler } from 'express'
import type { AccessDirectory } from '../../access/access.ts'
import type { Holder } from '../../access/holders.ts'
import type { Homes } from '../../access/homes.ts'
import type { RateLimits } from '../../access/rate-limits.ts'
import type { GatewayConfig } from '../../config.ts'
import type { ForeignKeyReporter } from '../../foreign-keys/reporter.ts'
import type { NamedQueues } from '../../named-queues.ts'
import type { RouteTable } from '../../operation/route-table.ts'
import type { OperatorAccessRecorder } from '../../operator-access/recorder.ts'
import type { ProductTypes } from '../../product-types.ts'
import type { RequestLog } from '../../request-log/request-log.ts'
import type { StatisticsReporter } from '../../request-statistics/reporter.ts'
import type { Services } from '../../services.ts'
import type { EventStreams } from '../event-streams/event-streams.ts'
import type { OpenCalls } from '../open-calls/open-calls.ts'
import type { UnnamedProxies } from './unnamed-proxies.ts'
import type { UnreadAnswers } from './unread-answers.ts'

/** Handlers of CORS for browsers. */
export interface Cors {
  answerPreflight: RequestHandler
  headersFor(req: Request): Readonly<Record<string, string>>
}

/** Dependencies of every step of the pipeline. */
export interface Gateway {
  readonly config: GatewayConfig
  readonly clock: Clock
  readonly now: () => Date
  readonly log: Logger
  readonly limiter: Limiter
  readonly rateLimits: RateLimits
  readonly bus: Bus
  readonly services: Services
  readonly directory: AccessDirectory
  readonly homes: Homes
  /** Look-ups of unseen keys, by address. */
  readonly unseenKeys: NamedQueues
  readonly routes: RouteTable
  readonly productTypes: Pick<ProductTypes, 'latest'>
  readonly cors: Cors
  readonly unnamedProxies: Pick<UnnamedProxies, 'note'>
  /** Slots for requests in flight. */
  readonly slots: FairShares
  /** Answers that wait for their clients to read them. */
  readonly unreadAnswers: UnreadAnswers
  /** Calls of heavy operations, by workspace and by user. */
  readonly heavyCalls: NamedQueues
  /** Responses of any size that are being sent. */
  readonly lineStreams: CallerShares<Holder>
  /** Places for streams of events. */
  readonly eventStreams: EventStreams
  /** Calls that wait or stream, whose callers are asked for again. */
  readonly openCalls: OpenCalls
  readonly storedEvents: Pick<StoredEvents, 'follow'>
  /** Reads for streams of events, in one queue. */
  readonly streamReads: NamedQueues
  /** Memory for bodies of requests in flight. */
  readonly bodyBytes: CallerShares<Holder>
  /** Memory for bodies of requests without a key. */
  readonly strangersBytes: FairShares
  /** Known changes of plans, balances and payers. */
  readonly changes: Pick<OwnerChanges, 'note'>
  /** Resolves when no gateway uses access with these names that it cached before this call. */
  readonly revokeEverywhere: (only?: readonly string[]) => Promise<void>
  readonly usage: Pick<StatisticsReporter, 'count'>
  readonly requestLog: Pick<RequestLog, 'hasPlaceFor' | 'add'>
  readonly foreignKeys: Pick<ForeignKeyReporter, 'note'>
  readonly operatorAccess: Pick<OperatorAccessRecorder, 'note' | 'noteShown'>
  /** Aborted when the process begins to stop: every answer is then the last one of its connection. */
  readonly draining: AbortSignal
  /** Aborted when the gateway accepts no more connections. */
  readonly stopping: AbortSignal
  readonly readiness: () => Promise<Readiness>
  /** The release of this gateway. */
  readonly version: string
  /** Rejects while the part cannot be reached. */
  readonly peerReady: (part: PartName) => Promise<void>
}
