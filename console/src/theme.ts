// Runs before the first paint. The choice is made in the account menu (shell/preferences.ts).
import { language } from './messages/language.ts'
import { stored } from './stored.ts'

const theme = stored('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme

// The words of another language: main, which asks for them (messages/index.ts), would begin only once it is there itself.
const words = document.createElement('link')
words.rel = 'modulepreload'
words.href = document.querySelector<HTMLMetaElement>(`meta[name="words-${language}"]`)?.content ?? ''
if (words.getAttribute('href') !== '') document.head.append(words)

// A gateway of another release does not have the files that this document names. Errors of elements do not bubble.
addEventListener('error', ({ target }) => isNeeded(target) && whenParsed(showOutdated), { capture: true })

// Without those words the console is in English.
const isNeeded = (target: EventTarget | null) =>
  target !== words &&
  (target instanceof HTMLScriptElement || (target instanceof HTMLLinkElement && target.rel !== 'icon'))

function whenParsed(then: () => void): void {
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', then)
  else then()
}

function showOutdated(): void {
  const notice = document.getElementById('outdated')
  if (notice === null) return
  notice.hidden = false
  const button = notice.querySelector('button')
  if (button !== null) button.onclick = () => location.reload()
}
