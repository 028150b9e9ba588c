// Suites of one Plinth and one browser, one after another.
import './operators/home.ts'
import './operators/search.ts'
import './operators/few-rights.ts'
import './operators/catalog.ts'
import './operators/catalog-table.ts'
