// Suites of one Plinth and one browser, one after another.
import './plans/plan.ts'
import './plans/plan-left-out.ts'
import './plans/usage.ts'
import './plans/filters.ts'
import './plans/explain.ts'
