import { stored } from '../stored.ts'

/** Languages of the console, by their own names. */
export const languages: readonly { code: string; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
]

/** The chosen language, else the first of the browser's that the console speaks. */
export const language: string = languageOf([stored('language') ?? '', ...navigator.languages])

/** The same with the region that the browser names, for numbers and times. */
export const locale: string = navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language

function languageOf(wanted: readonly string[]): string {
  const codes = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '')
  return codes.find((tag) => languages.some(({ code }) => code === tag)) ?? 'en'
}
