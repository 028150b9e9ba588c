import { en, type Messages } from './en.ts'
import { language } from './language.ts'

export { language, languages, locale } from './language.ts'
export type { Messages }

const loaders: Readonly<Record<string, () => Promise<Messages>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
}

/** The words of the page. */
export let words: Messages = en

/**
 * Before the first page: the words stay the same until the document is loaded again. Returns their language: English if
 * the file of another one is not there.
 */
export async function loadMessages(): Promise<string> {
  try {
    words = (await loaders[language]?.()) ?? en
    return language
  } catch {
    return 'en'
  }
}
