declare global {
  interface JSON {
    /** ES2026: prints the text as it is. */
    rawJSON(text: string): unknown
  }
}

// Only numbers that long, or with an exponent, can change when they are parsed and printed again.
const mayChange = /[\d.]{16}|\d[eE]/

/** Parses JSON for an answer: numbers that JavaScript cannot hold are printed with the digits that they came with. */
export function parseKeepingDigits(json: string): unknown {
  if (!mayChange.test(json)) return JSON.parse(json)
  return JSON.parse(json, (_key, value: unknown, context?: { source?: string }) => {
    const source = context?.source
    return typeof value !== 'number' || source === undefined || String(value) === source ? value : JSON.rawJSON(source)
  })
}
