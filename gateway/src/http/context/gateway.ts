import type { Bus } from '@plinth/kit/bus'
import type { Clock } from '@plinth/kit/clock'
import type { Limiter } from '@plinth/kit/limiter'
import type { Logger } from '@plinth/kit/log'
import type { OwnerChanges } from '@plinth/kit/owner-changes'
import type { Readiness } from '@plinth/kit/part'
import type { Request, RequestHandler } from 'express'
import type { AccessDirectory } from '../../access/access.ts'
import type { AddressLines } from '../../access/address-lines.ts'
import type { RateLimits } from '../../access/rate-limits.ts'
import type { GatewayConfig } from '../../config.ts'
import type { ForeignKeyReporter } from '../../foreign-keys/reporter.ts'
import type { RouteTable } from '../../operation/route-table.ts'
import type { Services } from '../../services.ts'
import type { UsageReporter } from '../../usage/reporter.ts'
import type { FairShares } from './fair-shares.ts'

/** What browsers of other origins may do and read. */
export interface Cors {
  answerPreflight: RequestHandler
  headersFor(req: Request): Readonly<Record<string, string>>
}

/** What every step of the pipeline may use. */
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
  readonly lines: AddressLines
  readonly routes: RouteTable
  readonly cors: Cors
  /** For requests in flight. */
  readonly slots: FairShares
  /** For bodies of requests in flight. */
  readonly bodyBytes: FairShares
  /** For those of requests without a key. */
  readonly strangersBytes: FairShares
  /** What has changed of plans and balances, as far as this gateway knows. */
  readonly changes: Pick<OwnerChanges, 'note'>
  /** Resolves when no gateway uses what it knew of callers, so far as it is named, before this call. */
  readonly revokeEverywhere: (only?: readonly string[]) => Promise<void>
  readonly usage: Pick<UsageReporter, 'count'>
  readonly foreignKeys: Pick<ForeignKeyReporter, 'note'>
  readonly isStopping: () => boolean
  readonly readiness: () => Promise<Readiness>
}
