import { RE2JS } from 're2js'
import { spend } from './work.ts'

/** A regular expression that takes time in proportion to the text, whatever the expression (RE2). */
export interface LinearPattern {
  /** Counts its work. */
  test(text: string): boolean
  /** ajv takes patterns with the same text for the same pattern. */
  toString(): string
  /** Instructions: what one character costs at most. */
  size: number
}

const workOfTest = 20
const workOfCharacter = 1.2
// One instruction for one character, where the states that a text meets do not fit into memory.
const workOfStep = 0.5
// Of the states that a pattern keeps between texts. The engine itself would keep 8 MiB.
const statesBytesMax = 524_288

/** Throws with the reason when the pattern is not one of RE2: no look-around, no references back. */
export function linearPattern(pattern: string): LinearPattern {
  const compiled = RE2JS.compile(pattern)
  const size = compiled.programSize()
  const { dfa } = compiled.re2()
  dfa.stateBudget = statesBytesMax
  dfa.memBudget = statesBytesMax
  const makeState = dfa.makeState.bind(dfa)
  dfa.makeState = (instructions, ...of) => {
    spend(workOfTest + instructions.length)
    return makeState(instructions, ...of)
  }
  const match = dfa.match.bind(dfa)
  dfa.match = (input, ...from) => {
    const isFound = match(input, ...from)
    // Now the engine tries instruction by instruction.
    if (isFound === null) spend(size * input.endPos() * workOfStep)
    return isFound
  }
  const test = (text: string): boolean => {
    spend(workOfTest + text.length * workOfCharacter)
    return compiled.test(text)
  }
  return { test, toString: () => pattern, size }
}
