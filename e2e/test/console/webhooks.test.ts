// Suites of one Plinth and one browser, one after another.
import './webhooks/webhooks.ts'
import './webhooks/verify.ts'
import './webhooks/requests.ts'
import './webhooks/calls.ts'
