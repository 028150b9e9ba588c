/** Work in one turn of the event loop: some milliseconds. */
const workPerTurn = 131_072

/** Gives other work of the process its turn while much is to be done: work is counted in characters of filters, bytes of data
 * and parts of schemas that values meet. */
export class Pace {
  #done = 0

  /** Counts what was done. True when it is time to wait for the next turn. */
  isDue(work: number): boolean {
    this.#done += work
    return this.#done >= workPerTurn
  }

  /** Ends when all that was ready has had its turn. */
  async nextTurn(): Promise<void> {
    this.#done = 0
    await new Promise(setImmediate)
  }
}
