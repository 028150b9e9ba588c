import { brokenConstraint } from '../failures.ts'
import type { WriteGroup } from './grouped-writes.ts'

const triesMax = 3

/** Runs a group again when another transaction has first bound an id that this constraint allows once: the next look-up finds it. */
export function retryTwins<Entry>(constraint: string, write: WriteGroup<Entry>): WriteGroup<Entry> {
  return async (members) => {
    for (let tries = 1; ; tries++) {
      try {
        return await write(members)
      } catch (thrown) {
        if (brokenConstraint(thrown) !== constraint || tries === triesMax) throw thrown
      }
    }
  }
}
