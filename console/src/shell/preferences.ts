// Choices of this browser, not of the session.
import { store, stored } from '../stored.ts'

export type Theme = 'system' | 'light' | 'dark'

export const themeNow = (): Theme => {
  const theme = stored('theme')
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

export function chooseTheme(theme: Theme): void {
  store('theme', theme === 'system' ? null : theme)
  if (theme === 'system') {
    delete document.documentElement.dataset['theme']
  } else {
    document.documentElement.dataset['theme'] = theme
  }
}

/** Words are made once: the document is loaded again. */
export function chooseLanguage(code: string): void {
  store('language', code)
  location.reload()
}

/** Shortcuts of a single key can be turned off (WCAG 2.1.4). */
export const hasSingleKeys = (): boolean => stored('single-keys') !== 'off'

export function chooseSingleKeys(isOn: boolean): void {
  store('single-keys', isOn ? 'on' : 'off')
}
