// Runs before the first paint. The choice is made in the account menu (shell/preferences.ts).
import { stored } from './stored.ts'

const theme = stored('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme

// A gateway of another release does not have the files that this document names. Errors of elements do not bubble.
addEventListener('error', ({ target }) => isNeeded(target) && whenParsed(showOutdated), { capture: true })

const isNeeded = (target: EventTarget | null) =>
  target instanceof HTMLScriptElement || (target instanceof HTMLLinkElement && target.rel !== 'icon')

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
