import { render } from 'preact'
import { endFirstCalls } from './api/first-calls.ts'
import { followOtherTabs } from './api/session.ts'
import { App } from './app.tsx'
import { loadMessages, locale } from './messages/index.ts'
import { showOutdated } from './outdated.ts'
import { takeCode } from './pages/sign-in/code.ts'
import { startPage } from './shell/start-page.ts'

const page = document.getElementById('page')
if (page === null) throw new Error('the document has no element #page')

const code = takeCode()
// A link makes another session.
if (code === undefined) startPage()
endFirstCalls()
followOtherTabs()
// NOTE: no await at this level: the file of a language imports this one (build/one-core.ts), and would wait for it.
void loadMessages().then((language) => {
  document.documentElement.lang = language
  // The bar of the document (build/document.ts).
  page.replaceChildren()
  render(<App code={code} />, page)
  // A browser's first number costs some milliseconds: spent here, while the answers are on their way.
  ;(0).toLocaleString(locale)
}, showOutdated)
