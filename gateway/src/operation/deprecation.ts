/** Deprecation of a version or an operation. Dates are YYYY-MM-DD, UTC. */
export interface Deprecation {
  since: string
  sunset: string
  /** Path of the replacement. */
  successor: string
}

/** Returns the headers Deprecation (RFC 9745), Sunset (RFC 8594) and Link to the replacement. */
export function deprecationHeaders({ since, sunset, successor }: Deprecation): Record<string, string> {
  return {
    Deprecation: `@${Date.parse(since) / 1_000}`,
    Sunset: new Date(sunset).toUTCString(),
    Link: `<${successor}>; rel="successor-version"`,
  }
}

/** Throws if the removal is less than 12 months after the deprecation, which is the time promised to callers. */
export function checkDeprecation(name: string, { since, sunset }: Deprecation): void {
  const earliest = new Date(since)
  earliest.setUTCFullYear(earliest.getUTCFullYear() + 1)
  if (!(Date.parse(sunset) >= earliest.getTime())) {
    throw new Error(`${name} is deprecated since ${since} and may not go before ${earliest.toISOString().slice(0, 10)}`)
  }
}
