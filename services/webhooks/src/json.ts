/** The value of a JSON text; undefined for every other text. */
export function parsedJson(json: string | Buffer): unknown {
  try {
    return JSON.parse(json.toString())
  } catch {
    return undefined
  }
}
