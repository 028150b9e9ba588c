// Hebrew, Arabic and the other scripts that are written from right to left.
const fromRightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/**
 * A text for a sentence. One with letters from right to left stands between FSI and PDI: without them the number after a Hebrew
 * name is drawn in front of it (Unicode Standard Annex 9, 2.7).
 */
export const isolated = (text: string): string => (fromRightToLeft.test(text) ? `\u2068${text}\u2069` : text)

/** The words, whose sentences keep the texts that they are given apart. */
export function isolating<Words>(words: Words): Words {
  if (isFunction(words)) return ((...given: unknown[]) => words(...given.map(isolatedText))) as Words
  // A list holds whole texts.
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return words
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, isolating(word)])) as Words
}

const isFunction = (word: unknown): word is (...given: unknown[]) => unknown => typeof word === 'function'

const isolatedText = (given: unknown) => (typeof given === 'string' ? isolated(given) : given)
