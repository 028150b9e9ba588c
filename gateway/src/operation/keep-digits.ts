declare global {
  interface JSON {
    /** ES2026: prints the text as it is. */
    rawJSON(text: string): unknown
  }
}

// Only such numbers can change when they are parsed and printed again: long ones, those with an exponent, tiny ones, 1.0 and -0.
const mayChange = /[\d.]{16}|\d[eE]|\.0{6}|\.\d*0\b|-0\b/

/** Parses JSON for an answer: numbers that JavaScript cannot hold are printed with the digits that they came with. */
export function parseKeepingDigits(json: string): unknown {
  if (!mayChange.test(json)) return JSON.parse(json)
  return JSON.parse(json, (_key, value: unknown, context?: { source?: string }) => {
    const source = context?.source
    return typeof value !== 'number' || source === undefined || String(value) === source ? value : JSON.rawJSON(source)
  })
}
