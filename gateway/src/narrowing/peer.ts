// Narrowing is acknowledged: a write that takes something from a caller answers once no gateway uses what it read before.
//
// Beats:   every gateway announces a beat each second and hears its own. It uses its caches until 3 s after the sending of
//          the last beat that came back, and begins anew, with empty caches, after it did not or after a lost connection.
// Rounds:  the writer forgets what the write concerns, and announces a drop with its names. Whoever hears it forgets the same,
//          loads in flight included, and says so.
//          When the drop comes back to the writer it has heard, in the broker's order, every beat that came before. Those
//          gateways are expected; the round ends with the last of them, or when 3.5 s are over.
// Why it holds:
//   - Ended early: a gateway that uses its caches at that moment has sent a beat in the last 3 s. Heard by the writer, it is
//     expected, and has dropped. Otherwise its first beats came after the drop, and its caches began empty after the write.
//     So only a writer that has missed nothing for 4 s ends early; not one that has just started or was disconnected.
//   - Ended late: nothing is used 3 s after its loading began, by any gateway, whatever reached it. This leans on no message,
//     so it also holds when it is the writer who is cut off, or the broker is gone, or a process was stopped and goes on.
// Time is monotonic everywhere, and goes on while a process is stopped.

import { Members } from './members.ts'
import type { Message, Revoked } from './messages.ts'
import { Rounds } from './rounds.ts'
import { Trust } from './trust.ts'

export interface PeerDeps {
  /** Of this run of this process: a gateway that starts again is another one. */
  id: string
  nowMs: () => number
  /** To all gateways, this one included; at most once. */
  announce: (message: Message) => void
  /** Nothing so named that is known or being loaded at this moment is used for a later question. */
  forget: (only?: Revoked) => void
  /** Once the code that runs now is done. */
  soon: (work: () => void) => void
  after: (ms: number, work: () => void) => () => void
  /** A round ended without the gateways named; one that misses itself hears no bus. */
  late: (missing: readonly string[]) => void
}

/** One gateway among its peers. */
export class Peer {
  readonly #deps: PeerDeps
  readonly #trust = new Trust()
  readonly #members = new Members()
  readonly #rounds: Rounds
  #beats = 0

  constructor(deps: PeerDeps) {
    this.#deps = deps
    const { id, nowMs, announce, forget, soon, after, late } = deps
    this.#rounds = new Rounds({
      self: id,
      nowMs,
      present: () => this.#members.present(nowMs()),
      hearsAllSinceMs: () => this.#trust.hearsAllSinceMs,
      announce: (round, only) => {
        forget(only)
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
  narrow(only?: Revoked): Promise<void> {
    return this.#rounds.open(only)
  }

  /** To be called every beatEveryMs. */
  beat(): void {
    const { id, nowMs, announce } = this.#deps
    this.#trust.sent(++this.#beats, nowMs())
    announce({ kind: 'beat', from: id, beat: this.#beats })
  }

  /** What others said may have been missed. */
  gap(): void {
    this.#trust.gap()
  }

  leave(): void {
    this.#deps.announce({ kind: 'bye', from: this.#deps.id })
  }

  hear(said: Message): void {
    const { id, nowMs, announce, forget } = this.#deps
    switch (said.kind) {
      case 'beat':
        this.#members.heard(said.from, nowMs())
        if (said.from === id && this.#trust.cameBack(said.beat, nowMs())) forget()
        break
      case 'drop':
        if (said.from === id) {
          this.#rounds.dropped(id, said.round)
        } else {
          forget(said.only)
          announce({ kind: 'dropped', from: id, writer: said.from, round: said.round })
        }
        break
      case 'dropped':
        if (said.writer === id) this.#rounds.dropped(said.from, said.round)
        break
      case 'bye':
        this.#members.left(said.from)
        this.#rounds.left(said.from)
    }
  }
}
