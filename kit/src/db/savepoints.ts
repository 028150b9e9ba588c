import type { IsDue, Tx } from './database.ts'

/** The part of a transaction that runInSavepoints needs. */
export interface SavepointHost {
  /** Sends a command without values, together with the next statement. */
  send(text: string): Promise<unknown>
  /** Events and notes for the commit so far. */
  mark(): Mark
  /** After a rollback: forgets what was emitted and noted for the commit since, and the error that led to it. */
  forget(since: Mark): void
  /** Sends what was noted for the commit since; undefined if that is nothing. */
  flush(since: Mark): Promise<unknown> | undefined
}

interface Mark {
  events: number
  closing: number
}

export type SavepointWork<T> = (tx: Tx) => Promise<T>

/** A work whose last statements are on their way. */
interface Leaving {
  place: number
  mark: Mark
  thrown: Promise<{ reason: unknown } | undefined>
}

/**
 * Runs works one after the other in one transaction, each in a savepoint: of one that fails, changes and events are undone,
 * and the others go on. A work's statements for the commit travel with the first ones of the next work, which runs again if
 * one of them fails: its effects outside of the transaction must be safe to repeat.
 * @param isDue Asked when the turn of the work at this place comes; one that is not due takes no savepoint, and its result is
 * undefined.
 */
export async function runInSavepoints<T>(
  host: SavepointHost,
  tx: Tx,
  savepoint: string,
  works: readonly SavepointWork<T>[],
  isDue: IsDue = () => true,
): Promise<(PromiseSettledResult<T> | undefined)[]> {
  const results: (PromiseSettledResult<T> | undefined)[] = []
  let begin = `SAVEPOINT ${savepoint}`
  let leaving: Leaving | undefined
  const fail = async (reason: unknown, mark: Mark) => {
    await host.send(`ROLLBACK TO SAVEPOINT ${savepoint}`)
    host.forget(mark)
    leaving = undefined
    return { status: 'rejected', reason } as const
  }
  while (results.length < works.length) {
    const place = results.length
    if (!isDue(place, results)) {
      results.push(undefined)
      continue
    }
    const mark = host.mark()
    const begun = reasonOf(host.send(begin))
    begin = `RELEASE SAVEPOINT ${savepoint};SAVEPOINT ${savepoint}`
    const result = await runOne(tx, works[place] as SavepointWork<T>)
    // A release that failed betrays a failed statement that the work before has swallowed: it rejects with that one's error.
    const former: { reason: unknown } | undefined =
      leaving === undefined ? undefined : ((await leaving.thrown) ?? (await begun))
    if (leaving !== undefined && former !== undefined) {
      results[leaving.place] = await fail(former.reason, leaving.mark)
      continue
    }
    results.push(result.status === 'rejected' ? await fail(result.reason, mark) : result)
    if (result.status === 'fulfilled') leaving = { place, mark, thrown: reasonOf(host.flush(mark)) }
  }
  const last = await leaving?.thrown
  if (leaving !== undefined && last !== undefined) results[leaving.place] = await fail(last.reason, leaving.mark)
  return results
}

const reasonOf = async (sent: Promise<unknown> | undefined): Promise<{ reason: unknown } | undefined> => {
  try {
    await sent
    return undefined
  } catch (reason) {
    return { reason }
  }
}

async function runOne<T>(tx: Tx, work: SavepointWork<T>): Promise<PromiseSettledResult<T>> {
  const own = new SavepointTx(tx)
  try {
    return { status: 'fulfilled', value: await work(own) }
  } catch (reason) {
    return { status: 'rejected', reason }
  } finally {
    own.end()
  }
}

/** The transaction as one work sees it: what a work that has failed still does must not reach the savepoint of another. */
class SavepointTx implements Tx {
  #tx: Tx | undefined

  constructor(tx: Tx) {
    this.#tx = tx
  }

  end(): void {
    this.#tx = undefined
  }

  get #open(): Tx {
    if (this.#tx === undefined) throw new Error('the savepoint is over')
    return this.#tx
  }

  query: Tx['query'] = async (statement) => this.#open.query(statement)
  emit: Tx['emit'] = (event, origin) => this.#open.emit(event, origin)
  touch: Tx['touch'] = (ownerId) => this.#open.touch(ownerId)
  atCommit: Tx['atCommit'] = (statement, asRefusal) => this.#open.atCommit(statement, asRefusal)
  // It is sent at COMMIT, whatever became of this savepoint.
  besideEvents: Tx['besideEvents'] = () => {
    throw new Error('a work in a savepoint puts nothing beside the events')
  }
  time: Tx['time'] = async () => this.#open.time()
  inSavepoints: Tx['inSavepoints'] = async (works, isDue) => this.#open.inSavepoints(works, isDue)
  attempt: Tx['attempt'] = async (fn) => this.#open.attempt(fn)
}
