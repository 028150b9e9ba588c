import { apiUrl } from './address.ts'
import { answerOfFirstCall } from './first-calls.ts'
import { Client } from './sdk.ts'

/** Every call of the console. It carries the session's cookie, never a key. */
export const client = Client.session({
  page: 'console',
  baseUrl: apiUrl,
  fetch: (url, init) => answerOfFirstCall(url, init) ?? fetch(url, init),
})
