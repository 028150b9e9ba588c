import type { Messages } from './en.ts'
import { isolating } from './isolated.ts'
import { language } from './language.ts'

export { language, languages, locale } from './language.ts'
export type { Messages }

// Each language is a file of its own: a reader of one loads no other.
const loaders: Readonly<Record<string, () => Promise<Messages>>> = {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
}

/** The words of the page; there once `loadMessages` is done. */
export let words: Messages

/**
 * Before the first page: the words stay the same until the document is loaded again. Returns their language: English if
 * the file of another one is not there. Rejects if neither is.
 */
export async function loadMessages(): Promise<string> {
  for (const code of [language, 'en']) {
    const loaded = await loaders[code]?.().catch(() => undefined)
    if (loaded === undefined) continue
    words = isolating(loaded)
    return code
  }
  throw new Error('no words are there')
}
