/** The ids and keys a reader has seen, who copies them where a sample says `wks_…`. */
export interface ShownValues {
  see(text: string): void
  /** Throws for a `wks_…` when no answer has shown one. */
  fillIn(sample: string): string
}

// A secret is base64.
const shownValue = /\bwhsec_[A-Za-z0-9+/=]+|\b[a-z]+_[A-Za-z0-9_-]+/g

export function shownValues(known: readonly string[]): ShownValues {
  const seen = [...known]
  return {
    see(text) {
      // The `prefix` of a key looks like the key and is none.
      const answers = text.replaceAll(/"prefix":\s*"[^"]*"/g, '')
      seen.push(...[...answers.matchAll(shownValue)].map(([value]) => value))
    },
    fillIn: (sample) =>
      sample.replaceAll(/\b([a-z]+_[A-Za-z0-9_]*)…/g, (_, prefix: string) => {
        const value = seen.findLast((one) => one.startsWith(prefix) && one.length > prefix.length + 8)
        if (value === undefined) throw new Error(`no answer has shown a ${prefix}…`)
        return value
      }),
  }
}
