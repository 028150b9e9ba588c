// PostgreSQL decides: a cached roster is used only when the marks that the same statement reads are those it was made of. So no
// endpoint is missed that was committed before that statement, and any number of processes may cache.

import type { Queryable, Statement } from '@plinth/kit/db'
import { Roster } from './roster.ts'
import { type Asked, findRosters, rostersIn } from './roster-store.ts'

/** Of all rosters together, estimated. One workspace may have more: its roster is then the only one. */
const bytesMax = 67_108_864

/** The endpoints of some workspaces, as the statement will see them. */
export interface RosterLookup {
  statement: Statement
  /** Takes the rows of the statement. */
  read(rows: object[]): Promise<Map<string, Roster>>
}

/** The rosters of workspaces, kept between transactions; those used longest ago go first. */
export class Rosters {
  readonly #known = new Map<string, { marks: string; roster: Roster }>()
  #bytes = 0

  /** The endpoints of these workspaces, as the transaction sees them now. */
  async read(tx: Queryable, workspaceIds: readonly string[]): Promise<Map<string, Roster>> {
    const lookup = this.lookUp(workspaceIds)
    return lookup.read(await tx.query(lookup.statement))
  }

  lookUp(workspaceIds: readonly string[]): RosterLookup {
    // Rosters that are cached now are kept for the answer: the statement names their marks.
    const asked = [...new Set(workspaceIds)].map((workspaceId) => ({ workspaceId, ...this.#known.get(workspaceId) }))
    return { statement: findRosters(asked), read: async (rows) => this.#current(asked, await rostersIn(rows, asked)) }
  }

  #current(asked: readonly Asked[], answers: Awaited<ReturnType<typeof rostersIn>>): Map<string, Roster> {
    return new Map(
      asked.map(({ workspaceId, marks, roster }) => {
        const answer = answers.get(workspaceId)
        const isCurrent = roster !== undefined && marks === answer?.marks
        const current = isCurrent ? roster : new Roster(answer?.recipients ?? [])
        this.#keep(workspaceId, answer?.marks ?? '', current)
        return [workspaceId, current]
      }),
    )
  }

  #keep(workspaceId: string, marks: string, roster: Roster): void {
    this.#forget(workspaceId)
    // Most workspaces have no endpoints, and need no place.
    if (roster.isEmpty) return
    this.#known.set(workspaceId, { marks, roster })
    this.#bytes += roster.bytes
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= bytesMax || this.#known.size === 1) return
      this.#forget(oldest)
    }
  }

  #forget(workspaceId: string): void {
    this.#bytes -= this.#known.get(workspaceId)?.roster.bytes ?? 0
    this.#known.delete(workspaceId)
  }
}
