import type { Bus } from './bus/bus.ts'
import type { Clock } from './clock.ts'
import type { ConfigSchema } from './config/schema.ts'
import type { Database } from './db/database.ts'
import type { Evidence } from './db/evidence/evidence.ts'
import type { Limiter } from './limiter/limiter.ts'
import type { Logger } from './log.ts'
import type { Callers, PartName } from './rpc/callers.ts'
import type { Client, Handlers, ServiceDefinition } from './rpc/service.ts'
import type { SealedValues } from './secrets/sealed-values.ts'
import type { SecretBox } from './secrets/secret-box.ts'

export type { PartName } from './rpc/callers.ts'

/** Returns a client of a service of another part; only the address of the part determines the transport. */
export type Dial = <S extends ServiceDefinition>(part: PartName, service: S) => Client<S>

/** Serves a service of this part to the named callers, by default only to the gateway. Call it before start() returns. */
export type Expose = <S extends ServiceDefinition>(service: S, handlers: Handlers<S>, callers?: Callers<S>) => void

/** Dependencies that a process gives to each of its parts. A part does not know the drivers behind them. */
export interface Infra {
  /** Database of the part, open and migrated. Only for parts that declare one. */
  database(): Database
  readonly bus: Bus
  readonly limiter: Limiter
  readonly secrets: SecretBox
  readonly clock: Clock
  readonly log: Logger
  /** The release that runs: "1.4.0". */
  readonly version: string
  /** Aborted when the process begins to stop: calls that only wait for something end then. */
  readonly stopping: AbortSignal
  /** Returns the readiness of everything in this process that serves requests, with a sentence for each failure. */
  readiness(): Promise<Readiness>
  /** Rejects, with a sentence, while the part cannot be reached. */
  peerReady(part: PartName): Promise<void>
}

export interface Readiness {
  ready: boolean
  /** "database", "bus", "gateway", ... → "ok", or the failure. */
  checks: Record<string, string>
}

export interface PartDeps<Config> {
  config: Config
  infra: Infra
  dial: Dial
  expose: Expose
}

/** One deployable unit. A process runs one or several of them, which makes no difference to them. */
export interface Part<Config> {
  readonly name: PartName
  /** Parts that this part calls; they determine the order of the start. */
  readonly needs: readonly PartName[]
  readonly config: ConfigSchema<Config>
  /** Present if the part owns a database. */
  readonly migrations?: URL
  readonly sealedValues?: readonly SealedValues[]
  /** Tables whose rows the service cannot change; `plinth doctor` checks that it cannot. */
  readonly evidence?: readonly Evidence[]
  start(deps: PartDeps<Config>): Promise<Running>
}

export interface Running {
  /** Rejects with a sentence while the part cannot do its work. */
  ready(): Promise<void>
  /** Finishes work in flight, then frees everything. Called once, after the last new call. */
  stop(): Promise<void>
  /** Only with PLINTH_TEST_CLOCK: removes the data of tenants from the database and from memory; operator keys and the catalogue stay. */
  readonly reset?: () => Promise<void>
  /** URL of the HTTP server with its actual port; only the gateway has one. */
  readonly url?: string
}
