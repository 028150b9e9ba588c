/** A sample of a guide, and what the guide says it prints. */
export interface Sample {
  kind: 'sh' | 'js'
  /** Saved under this name rather than run. */
  file?: string
  line: number
  text: string
  expected: Expected[]
}

export interface Expected {
  kind: (typeof expectedKinds)[number]
  line: number
  text: string
}

const expectedKinds = ['json', 'http', 'text'] as const
/** Shown, not run: what a reader types at a terminal of their own. */
const shown = 'console'

/** The samples of a page in order, each with the answers that follow it. Throws for a fence it does not know. */
export function samplesOf(markdown: string): Sample[] {
  const samples: Sample[] = []
  for (const { language, line, text } of fences(markdown)) {
    const [kind = '', file] = language.split(' ')
    if (kind === 'sh' || kind === 'js' || file !== undefined) {
      const run = kind === 'sh' ? kind : 'js'
      samples.push({ kind: run, line, text, expected: [], ...(file === undefined ? {} : { file }) })
    } else if (isExpectedKind(kind)) {
      const sample = samples.at(-1)
      if (sample === undefined) throw new Error(`line ${line}: an answer without a sample`)
      sample.expected.push({ kind, line, text })
    } else if (kind !== '' && kind !== shown) {
      throw new Error(`line ${line}: nothing checks a fence of ${kind}`)
    }
  }
  return samples
}

const isExpectedKind = (kind: string): kind is Expected['kind'] => expectedKinds.some((known) => known === kind)

function fences(markdown: string): { language: string; line: number; text: string }[] {
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map((found) => ({
    language: (found[1] ?? '').trim(),
    line: markdown.slice(0, found.index).split('\n').length,
    text: found[2] ?? '',
  }))
}
