/** A durable message, delivered at least once to every subscription with a matching subject. */
export interface BusMessage {
  subject: string
  /** Deduplicates repeats of the same message (Nats-Msg-Id). */
  id: string
  data: Uint8Array
  /** W3C traceparent of the cause; empty without a trace. */
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
  /** Maximum number of messages in one call of the handler. */
  batchMax: number
  /** Time for which the first message waits for others, for work that no caller waits for. Default: no wait. */
  gatherMs?: number
  /** Messages that a process does not finish in this time go to another process. Default: 5 minutes. */
  handlerMsMax?: number
  /** Messages are acknowledged after it resolves. If it rejects, or takes longer than handlerMsMax, they are delivered again. */
  handler: (messages: readonly BusMessage[]) => Promise<void>
}

export const handlerMsMaxDefault = 300_000

export interface ListenOptions {
  /**
   * Announcements before this moment may have been missed: they were sent before this process listened, or the
   * connection was lost or restored. A bus for one process never calls it, because it has no other process.
   */
  onGap?: () => void
  /**
   * Announcements of this process do not travel to this listener and back: it hears them at once, also while the bus is not
   * reachable. A bus for one process does so for every listener.
   */
  isOwnAtOnce?: boolean
}

export interface PublishOptions {
  /**
   * Waits only for the acknowledgement of the last message: almost always, all are stored then. For a caller that learns when one has
   * arrived, and publishes the missing ones again.
   */
  lastAlone?: boolean
}

/** The bus answers and stores nothing, whatever the message: it is full, or its operator closed it. Says what to do. */
export class BusStoresNothing extends Error {
  override readonly name = 'BusStoresNothing'
}

/** Carries events between processes. PostgreSQL is the source of truth: the outbox publishes lost events again. */
export interface Bus {
  /**
   * Resolves when the bus has stored the messages. Rejects for the whole batch, which can then be published again; with BusStoresNothing
   * where that is of no use for now.
   */
  publish(messages: readonly BusMessage[], options?: PublishOptions): Promise<void>
  subscribe(options: SubscribeOptions): Promise<Subscription>
  /** Sends a message at most once to the current listeners, as a wake-up and never as the only carrier of a fact. Never throws, never waits. */
  announce(subject: string, data?: Uint8Array): void
  /** Announcements of one process arrive in order. A listener whose onGap was not called has missed nothing. */
  listen(subject: string, handler: (data: Uint8Array) => void, options?: ListenOptions): Promise<Subscription>
  /** Rejects with a sentence while the bus is not reachable. */
  ready(): Promise<void>
  /** Since when the bus has kept what was published, by its own clock: it holds nothing from before. Rejects like ready(). */
  keptSince(): Promise<Date>
  close(): Promise<void>
}

/** Returns the subject of an event on the durable stream. */
export const eventSubject = (workspaceId: string, type: string): string => `plinth.events.${workspaceId || '-'}.${type}`
export const allEvents = 'plinth.events.>'
/** Announced by consumers after their commit, with a plinth.events.v1.Ingested. */
export const ingestedSubject = 'plinth.ingested'
