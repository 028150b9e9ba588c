import type { Bus } from './bus/bus.ts'
import type { Clock } from './clock.ts'
import type { ConfigSchema } from './config/schema.ts'
import type { Database } from './db/database.ts'
import type { Limiter } from './limiter/limiter.ts'
import type { Logger } from './log.ts'
import type { Callers, PartName } from './rpc/callers.ts'
import type { Client, Handlers, ServiceDefinition } from './rpc/service.ts'
import type { SecretBox } from './secrets/secret-box.ts'

export type { PartName } from './rpc/callers.ts'

/** A client of another part's service; how the calls travel is settled by the part's address alone. */
export type Dial = <S extends ServiceDefinition>(part: PartName, service: S) => Client<S>

/** Serves a service from this part to the callers that it names, by default the gateway alone; to be called before start() returns. */
export type Expose = <S extends ServiceDefinition>(service: S, handlers: Handlers<S>, callers?: Callers<S>) => void

/** What a process gives every part in it. A part cannot tell which drivers are behind it. */
export interface Infra {
  /** The part's own database, open and migrated. Only for parts that declare one. */
  database(): Database
  readonly bus: Bus
  readonly limiter: Limiter
  readonly secrets: SecretBox
  readonly clock: Clock
  readonly log: Logger
  /** Is everything in this process that takes part in answering a request ready? What is not says so in a sentence. */
  readiness(): Promise<Readiness>
  /** Rejects, with a sentence, while the part cannot be reached. */
  peerReady(part: PartName): Promise<void>
}

export interface Readiness {
  ready: boolean
  /** "database", "bus", "gateway", ... → "ok", or what is wrong. */
  checks: Record<string, string>
}

export interface PartDeps<Config> {
  config: Config
  infra: Infra
  dial: Dial
  expose: Expose
}

/** One deployable unit; a process runs one or several of them and they cannot tell. */
export interface Part<Config> {
  readonly name: PartName
  /** Whom it dials; the start order falls out of this. */
  readonly needs: readonly PartName[]
  readonly config: ConfigSchema<Config>
  /** Present when the part owns a database. */
  readonly migrations?: URL
  start(deps: PartDeps<Config>): Promise<Running>
}

export interface Running {
  /** Rejects with a sentence while the part cannot do its work. */
  ready(): Promise<void>
  /** Finishes what is in flight, then frees everything. Called once, after new calls have stopped coming. */
  stop(): Promise<void>
  /** Behind PLINTH_TEST_CLOCK alone: what belongs to tenants is gone from the database and from memory; operator keys and the catalogue stay. */
  readonly reset?: () => Promise<void>
  /** Where it listens for HTTP, the port that PORT=0 picked included; only the gateway has one. */
  readonly url?: string
}
