/** Returns the result of `ask` of the last `forMs`, so that frequent scrapes do not repeat an expensive count. */
export function remembered<T>(ask: () => Promise<T>, forMs: number): () => Promise<T> {
  let answer: Promise<T> | undefined
  let askedMs = 0
  return () => {
    const now = performance.now()
    if (answer !== undefined && now - askedMs < forMs) return answer
    askedMs = now
    const asked = ask()
    answer = asked
    asked.catch(() => {
      if (answer === asked) answer = undefined
    })
    return asked
  }
}
