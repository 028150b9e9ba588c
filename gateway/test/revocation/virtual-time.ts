/** Events in the order of their time; nothing here waits. */
export interface VirtualTime {
  nowMs(): number
  /** Answers how to call it off. */
  after(ms: number, work: () => void): () => void
  /** Lets the time pass, and what falls due in it happen, each with all that follows from it at once. */
  advance(ms: number): Promise<void>
}

interface Due {
  atMs: number
  order: number
  work: () => void
}

export function virtualTime(): VirtualTime {
  let nowMs = 0
  let order = 0
  const dues = new Set<Due>()
  const next = (untilMs: number): Due | undefined => {
    let first: Due | undefined
    for (const due of dues) {
      if (due.atMs > untilMs) continue
      if (first === undefined || due.atMs < first.atMs || (due.atMs === first.atMs && due.order < first.order))
        first = due
    }
    return first
  }
  return {
    nowMs: () => nowMs,
    after(ms, work) {
      const due = { atMs: nowMs + ms, order: order++, work }
      dues.add(due)
      return () => void dues.delete(due)
    },
    async advance(ms) {
      const untilMs = nowMs + ms
      for (let due = next(untilMs); due !== undefined; due = next(untilMs)) {
        dues.delete(due)
        nowMs = due.atMs
        due.work()
        await followUps()
      }
      nowMs = untilMs
    },
  }
}

// A chain of promises in the code under test is at most this long.
async function followUps(): Promise<void> {
  for (let turns = 0; turns < 12; turns++) await null
}
