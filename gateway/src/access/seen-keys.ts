import { LRUCache } from 'lru-cache'

const keysMax = 100_000
const rememberedMs = 3_600_000

interface Seen {
  workspaceId: string
  untilMs: number
}

/**
 * The keys that were valid here within the last hour, by hash, and their own workspace. It says who a key most likely
 * belongs to and lets nobody in, so no access revocation clears it.
 */
export class SeenKeys {
  readonly #seen = new LRUCache<string, Seen>({ max: keysMax })
  readonly #monotonicMs: () => number

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs
  }

  /** An operator's is ''. */
  workspaceOf(hash: string): string | undefined {
    const seen = this.#seen.get(hash)
    return seen !== undefined && this.#monotonicMs() < seen.untilMs ? seen.workspaceId : undefined
  }

  note(hash: string, workspaceId: string): void {
    const untilMs = this.#monotonicMs() + rememberedMs
    const known = this.#seen.get(hash)
    if (known === undefined) this.#seen.set(hash, { workspaceId, untilMs })
    else known.untilMs = untilMs
  }

  forget(hash: string): void {
    this.#seen.delete(hash)
  }
}
