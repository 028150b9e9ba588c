import { readFileSync } from 'node:fs'

export interface CodeSample {
  lang: string
  label: string
  source: string
}

/** Calls of each operation in several languages, by name, as `npm run gen` last wrote them. */
export function codeSamples(): Readonly<Record<string, readonly CodeSample[]>> {
  return JSON.parse(readFileSync(new URL('gen/code-samples.json', import.meta.url), 'utf8'))
}
