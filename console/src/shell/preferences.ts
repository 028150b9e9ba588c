// Choices of this browser, not of the session. Language and times hold for words that are made once: the document is
// loaded again.
export type Theme = 'system' | 'light' | 'dark'

export const themeNow = (): Theme => {
  const theme = localStorage.getItem('plinth.theme')
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    localStorage.removeItem('plinth.theme')
    delete document.documentElement.dataset['theme']
  } else {
    localStorage.setItem('plinth.theme', theme)
    document.documentElement.dataset['theme'] = theme
  }
}

export function chooseAndReload(name: 'language' | 'times', value: string): void {
  localStorage.setItem(`plinth.${name}`, value)
  location.reload()
}

/** Shortcuts of a single key can be turned off (WCAG 2.1.4). */
export const hasSingleKeys = (): boolean => localStorage.getItem('plinth.single-keys') !== 'off'

export function chooseSingleKeys(isOn: boolean): void {
  localStorage.setItem('plinth.single-keys', isOn ? 'on' : 'off')
}
