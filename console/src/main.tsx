import { render } from 'preact'
import { App } from './app.tsx'
import { loadMessages } from './messages/index.ts'
import { takeCode } from './pages/sign-in/code.ts'

const page = document.getElementById('page')
if (page === null) throw new Error('the document has no element #page')

const code = takeCode()
document.documentElement.lang = await loadMessages()
render(<App code={code} />, page)
