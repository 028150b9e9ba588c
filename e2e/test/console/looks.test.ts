// Suites of one Plinth and one browser, one after another.
import './looks/layout.ts'
import './looks/forced-colours.ts'
import './looks/whole-words.ts'
import './looks/hostile.ts'
