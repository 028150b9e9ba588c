// Suites of one Plinth and one browser, one after another.
import './shell/focus.ts'
import './shell/keyboard.ts'
import './shell/first-page.ts'
import './shell/failures.ts'
import './shell/outages.ts'
