import { stored } from '../stored.ts'
import { en, type Messages } from './en.ts'

export type { Messages }

const loaders: Readonly<Record<string, () => Promise<Messages>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
}

/** Languages of the console, by their own names. */
export const languages: readonly { code: string; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
]

/** The chosen language, else the first of the browser's that the console speaks. */
export const language: string = languageOf([stored('language') ?? '', ...navigator.languages])

/** The same with the region that the browser names, for numbers and times. */
export const locale: string = navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language

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

function languageOf(wanted: readonly string[]): string {
  const codes = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '')
  return codes.find((code) => code in loaders) ?? 'en'
}
