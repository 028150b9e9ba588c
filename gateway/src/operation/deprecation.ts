/** A version or an operation that will go. Dates as YYYY-MM-DD, UTC. */
export interface Deprecation {
  since: string
  sunset: string
  /** The path of what takes its place. */
  successor: string
}

/** Deprecation (RFC 9745), Sunset (RFC 8594) and where to go instead. */
export function deprecationHeaders({ since, sunset, successor }: Deprecation): Record<string, string> {
  return {
    Deprecation: `@${Date.parse(since) / 1_000}`,
    Sunset: new Date(sunset).toUTCString(),
    Link: `<${successor}>; rel="successor-version"`,
  }
}

/** Throws when what is deprecated would go within 12 months of being so: callers were promised that long. */
export function checkDeprecation(name: string, { since, sunset }: Deprecation): void {
  const earliest = new Date(since)
  earliest.setUTCFullYear(earliest.getUTCFullYear() + 1)
  if (!(Date.parse(sunset) >= earliest.getTime())) {
    throw new Error(`${name} is deprecated since ${since} and may not go before ${earliest.toISOString().slice(0, 10)}`)
  }
}
