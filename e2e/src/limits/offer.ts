export interface Offered {
  accepted: number
  refused: number
  /** By policy, as the refusals say. */
  refusedBy: Record<string, number>
  tookMs: number
}

const inFlight = 60

/** Calls with one key, spread over the gateways in turn. */
export async function offer(urls: readonly string[], key: string, calls: number): Promise<Offered> {
  const offered: Offered = { accepted: 0, refused: 0, refusedBy: {}, tookMs: 0 }
  const begun = performance.now()
  let next = 0
  const worker = async () => {
    for (let at = next++; at < calls; at = next++) {
      const response = await fetch(`${urls[at % urls.length]}/api/v1/user`, {
        headers: { authorization: `Bearer ${key}` },
      })
      const text = await response.text()
      if (response.status === 200) offered.accepted++
      else if (response.status === 429) {
        offered.refused++
        const { details } = (JSON.parse(text) as { error: { details: Record<string, string[]> } }).error
        const policies = Object.values(details).flat().join(' ')
        offered.refusedBy[policies] = (offered.refusedBy[policies] ?? 0) + 1
      } else throw new Error(`${response.status} ${text}`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  offered.tookMs = performance.now() - begun
  return offered
}
