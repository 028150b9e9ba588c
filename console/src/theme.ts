// Runs before the first paint, and before main is compiled.
import { beginFirstCalls } from './api/first-calls.ts'
import { language } from './messages/language.ts'
import { showOutdated } from './outdated.ts'
import { firstCallsOfPage } from './shell/first-calls-of-page.ts'
import { stored } from './stored.ts'

// Chosen in the account menu (shell/preferences.ts).
const theme = stored('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme

// The words: main, which asks for them (messages/index.ts), would begin only once it is there itself.
const words = document.createElement('link')
words.rel = 'modulepreload'
words.href = document.querySelector<HTMLMetaElement>(`meta[name="words-${language}"]`)?.content ?? ''
document.head.append(words)

beginFirstCalls(firstCallsOfPage())

// Errors of elements do not bubble.
addEventListener('error', ({ target }) => isNeeded(target) && whenParsed(showOutdated), { capture: true })

// Without its words the console may be in English; main says so if neither language is there.
const isNeeded = (target: EventTarget | null) =>
  target !== words &&
  (target instanceof HTMLScriptElement || (target instanceof HTMLLinkElement && target.rel !== 'icon'))

function whenParsed(then: () => void): void {
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', then)
  else then()
}
