import { RE2JS } from 're2js'

/** A regular expression that takes time in proportion to the text, whatever the expression (RE2). */
export interface LinearPattern {
  test(text: string): boolean
  /** ajv takes patterns with the same text for the same pattern. */
  toString(): string
  /** Instructions: what one character costs at most. */
  size: number
}

/** Throws with the reason when the pattern is not one of RE2: no look-around, no references back. */
export function linearPattern(pattern: string): LinearPattern {
  const compiled = RE2JS.compile(pattern)
  return { test: (text) => compiled.test(text), toString: () => pattern, size: compiled.programSize() }
}
