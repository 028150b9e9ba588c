/** A durable message: at least once to every subscription whose subjects match. */
export interface BusMessage {
  subject: string
  /** Deduplicates repeats of the same message (Nats-Msg-Id). */
  id: string
  data: Uint8Array
  /** W3C traceparent of what caused it; empty without a trace. */
  traceparent: string
}

export interface Subscription {
  /** Waits for the handler in flight; nothing is delivered afterwards. */
  stop(): Promise<void>
}

export interface SubscribeOptions {
  /** The consumer's name, the same in every replica: they share the work. */
  durable: string
  /** NATS subjects, `*` and `>` included. */
  subjects: readonly string[]
  /** Messages handed over at once at the most. */
  batchMax: number
  /** Where nobody waits for what follows: how long the first message may wait for others. Default: it does not. */
  gatherMs?: number
  /** What one process does not finish in this time goes to another. Default 5 minutes. */
  handlerMsMax?: number
  /** Messages are acknowledged after it resolves; when it rejects, or takes longer than handlerMsMax, they come again. */
  handler: (messages: readonly BusMessage[]) => Promise<void>
}

export const handlerMsMaxDefault = 300_000

export interface ListenOptions {
  /**
   * Announcements before this moment may have been missed: other processes spoke before this one listened, or the
   * connection was lost or made again. A bus for one process, where nobody else speaks, never calls it.
   */
  onGap?: () => void
}

export interface PublishOptions {
  /**
   * It is enough to know that the last one is held: almost always, all are then. For a caller who hears of it when one has
   * arrived, and sends again what has not.
   */
  lastAlone?: boolean
}

/** Carries events between processes. PostgreSQL decides; whatever the bus loses, the outbox sends again. */
export interface Bus {
  /** Resolves when the bus holds the messages; one rejection for the whole batch, which may then be sent again. */
  publish(messages: readonly BusMessage[], options?: PublishOptions): Promise<void>
  subscribe(options: SubscribeOptions): Promise<Subscription>
  /** At most once, to whoever listens now: a wake-up, never the only carrier of a fact. Never throws, never waits. */
  announce(subject: string, data?: Uint8Array): void
  /** What one process announces comes in its order; a listener that has heard nothing from onGap has missed nothing. */
  listen(subject: string, handler: (data: Uint8Array) => void, options?: ListenOptions): Promise<Subscription>
  /** Rejects with a sentence while the bus cannot be reached. */
  ready(): Promise<void>
  close(): Promise<void>
}

/** The subject of an event on the durable stream. */
export const eventSubject = (workspaceId: string, type: string): string => `plinth.events.${workspaceId || '-'}.${type}`
export const allEvents = 'plinth.events.>'
/** Announced by consumers after their commit, with a plinth.events.v1.Ingested. */
export const ingestedSubject = 'plinth.ingested'
