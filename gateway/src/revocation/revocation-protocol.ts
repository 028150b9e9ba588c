// Access revocation is acknowledged: a write that takes access away is answered once no gateway uses access that it read
// before the write.
//
// Heartbeats:  every gateway announces a heartbeat each second and hears its own. It uses its caches until 3 s after it sent
//              the last heartbeat that came back. Without one, or after a lost connection, it begins anew with empty caches.
// Revocations: the writer drops what the write concerns from its own caches, and announces a drop with the names. A gateway
//              that hears it drops the same, loads in flight included, and answers "dropped".
//              When the drop comes back to the writer, the writer has heard, in the broker's order, every heartbeat from
//              before. Those gateways are expected; the revocation ends with the last of them, or after 3.5 s.
// Why it holds:
//   - Ended early: a gateway that uses its caches at that moment has sent a heartbeat in the last 3 s. If the writer heard it,
//     the gateway is expected, and has dropped. Otherwise its first heartbeats came after the drop, and its caches began empty
//     after the write. So only a writer that has missed nothing for 4 s ends early; not one that has just started or was
//     disconnected.
//   - Ended late: no gateway uses a value 3 s after its loading began, regardless of messages. This needs no message, so it
//     also holds when the writer is cut off, when the broker is gone, or when a process was stopped and goes on.
// Time is monotonic everywhere, and goes on while a process is stopped.

import type { Message, Revoked } from './messages.ts'
import { PendingRevocations } from './pending-revocations.ts'
import { presenceMs } from './timing.ts'
import { Trust } from './trust.ts'

export interface RevocationProtocolDeps {
  /** Of this run of this process: a gateway that starts again is another one. */
  id: string
  nowMs: () => number
  /** To all gateways, this one included; at most once. */
  announce: (message: Message) => void
  /** Nothing so named that is known or being loaded at this moment is used for a later question. */
  dropCached: (only?: Revoked) => void
  /** Once the code that runs now is done. */
  soon: (work: () => void) => void
  after: (ms: number, work: () => void) => () => void
  /** A revocation ended without the gateways named; a gateway that misses itself hears no bus. */
  late: (missing: readonly string[]) => void
}

/** One gateway among its peers. */
export class RevocationProtocol {
  readonly #deps: RevocationProtocolDeps
  readonly #trust = new Trust()
  readonly #members = new Members()
  readonly #pending: PendingRevocations
  #heartbeats = 0

  constructor(deps: RevocationProtocolDeps) {
    this.#deps = deps
    const { id, nowMs, announce, dropCached, soon, after, late } = deps
    this.#pending = new PendingRevocations({
      self: id,
      nowMs,
      present: () => this.#members.present(nowMs()),
      hearsAllSinceMs: () => this.#trust.hearsAllSinceMs,
      announce: (round, only) => {
        dropCached(only)
        announce({ kind: 'drop', from: id, round, ...(only === undefined ? {} : { only: [...only] }) })
      },
      soon,
      after,
      late,
    })
  }

  isTrusted(): boolean {
    return this.#trust.holds(this.#deps.nowMs())
  }

  /** Resolves when no gateway uses what it read so named before this call; after 3.5 s at the latest. Never rejects. */
  revokeEverywhere(only?: Revoked): Promise<void> {
    return this.#pending.open(only)
  }

  /** To be called every heartbeatEveryMs. */
  heartbeat(): void {
    const { id, nowMs, announce } = this.#deps
    this.#trust.sent(++this.#heartbeats, nowMs())
    announce({ kind: 'beat', from: id, beat: this.#heartbeats })
  }

  /** Messages of other gateways may have been missed. */
  gap(): void {
    this.#trust.gap()
  }

  leave(): void {
    this.#deps.announce({ kind: 'bye', from: this.#deps.id })
  }

  hear(said: Message): void {
    const { id, nowMs, announce, dropCached } = this.#deps
    switch (said.kind) {
      case 'beat':
        this.#members.heard(said.from, nowMs())
        if (said.from === id && this.#trust.cameBack(said.beat, nowMs())) dropCached()
        break
      case 'drop':
        if (said.from === id) {
          this.#pending.dropped(id, said.round)
        } else {
          dropCached(said.only)
          announce({ kind: 'dropped', from: id, writer: said.from, round: said.round })
        }
        break
      case 'dropped':
        if (said.writer === id) this.#pending.dropped(said.from, said.round)
        break
      case 'bye':
        this.#members.left(said.from)
        this.#pending.left(said.from)
    }
  }
}

/** The gateways that may trust their caches, as far as they are heard. */
class Members {
  readonly #heardMs = new Map<string, number>()

  heard(id: string, nowMs: number): void {
    this.#heardMs.set(id, nowMs)
  }

  left(id: string): void {
    this.#heardMs.delete(id)
  }

  present(nowMs: number): string[] {
    for (const [id, heardMs] of this.#heardMs) if (heardMs + presenceMs <= nowMs) this.#heardMs.delete(id)
    return [...this.#heardMs.keys()]
  }
}
