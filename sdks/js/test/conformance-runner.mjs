// Runs the cases of sdks/conformance with the package as installed; in Node.js, Deno and Bun.
import process from 'node:process'
import * as sdk from '@core-php/sdk'
import { verifyWebhook } from '@core-php/sdk/webhooks'

const server = process.env.CONFORMANCE_URL
const errorFields = ['code', 'status', 'details', 'requestId', 'retryAfter', 'idempotencyKey', 'attempts', 'reason']

async function post(path, body = {}) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${server}${path}`, init)
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

// The fetch of Deno and Bun sends a request again by itself when a kept connection ends; the cases count requests.
const { Deno, Bun } = globalThis
const once = (Deno || Bun) && {
  fetch: (url, init) =>
    fetch(url, {
      ...init,
      ...(Deno ? { client: Deno.createHttpClient({ poolMaxIdlePerHost: 0 }) } : { keepalive: false }),
    }),
}

const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())

/** Durations lose their unit: the client's are milliseconds. */
const inMs = ({ timeoutMs, totalTimeoutMs, maxRetryWaitMs, retryDelayMs, ...rest }) => ({
  ...rest,
  timeout: timeoutMs,
  totalTimeout: totalTimeoutMs,
  maxRetryWait: maxRetryWaitMs,
  retryDelay: retryDelayMs,
})

const plain = (value) =>
  value instanceof sdk.Page ? { data: value.data, meta: value.meta, hasNextPage: value.hasNextPage() } : value

function seenError(err) {
  const is = []
  for (let type = Object.getPrototypeOf(err); type !== null; type = Object.getPrototypeOf(type))
    is.push(type.constructor.name)
  const fields = errorFields.filter((name) => err[name] !== undefined).map((name) => [name, err[name]])
  return { is, message: err.message, text: String(err), ...Object.fromEntries(fields) }
}

function verify({ body, headers, secrets, scheme, as = 'text', toleranceSeconds }) {
  const given = { text: () => body, bytes: () => new TextEncoder().encode(body), parsed: () => JSON.parse(body) }[as]()
  const options = { scheme, tolerance: toleranceSeconds }
  return verifyWebhook(given, headers, secrets.length === 1 ? secrets[0] : secrets, options)
}

/** Starts one call: its promise, which responseOf takes too. */
function start(client, call, values, signal) {
  const { operation = '', ids = [], take = Number.POSITIVE_INFINITY } = call
  const options = { ...inMs(call.options ?? {}), signal }
  if (call.kind === 'construct') return Promise.resolve()
  if (call.kind === 'verify') return verify(call)
  if (call.kind === 'next-page') return values[call.of - 1].nextPage()
  const at = call.context === undefined ? client : client.withContext(call.context)
  if (call.kind === 'request')
    return at.request(call.method, call.path, { ...options, query: call.query, body: call.body })
  const [resource, verb] = operation.split('.').map(camel)
  const read = Object.entries(call.fieldsOf ?? {}).map(([name, of]) => [name, values[of - 1][name]])
  const fields = call.fieldsOf ? { ...call.fields, ...Object.fromEntries(read) } : call.fields
  const method = call.kind === 'all' ? verb.replace(/^list/, 'all') : verb
  // The length counts the ids, the fields, if the operation has some, and the options.
  const rest = at[resource][method].length === ids.length + 1 ? [options] : [fields, options]
  const answer = at[resource][method](...ids, ...rest)
  return call.kind === 'all' || call.kind === 'lines' ? rows(answer, take) : answer
}

async function rows(all, take) {
  const taken = []
  for await (const row of all) {
    taken.push(row)
    if (taken.length === take) break
  }
  return taken
}

async function see(client, call, values, session, warnings) {
  const before = warnings()
  const controller = new AbortController()
  if (call.abortWhen === 'start') controller.abort()
  try {
    const promise = start(client, call, values, controller.signal)
    if (call.abortWhen && call.abortWhen !== 'start') {
      promise.catch(() => undefined)
      await fetch(`${server}/__sessions/${session}/until/${call.abortWhen}`)
      controller.abort()
    }
    const value = await promise
    values.push(value)
    return { value: plain(value) ?? null, response: response(value, promise), warnings: warnings() - before }
  } catch (err) {
    values.push(undefined)
    return { error: seenError(err), warnings: warnings() - before }
  }
}

function response(value, promise) {
  for (const answer of [value, promise]) {
    try {
      return sdk.responseOf(answer)
    } catch {
      // A list of rows and an event are no answers.
    }
  }
  return undefined
}

async function run(id) {
  const { session, client: given, calls } = await post(`/__cases/${id}`)
  let warned = 0
  const logger = { debug: () => undefined, warn: () => warned++ }
  const seen = []
  const values = []
  try {
    const { key, ...options } = given
    const client = new sdk.Client(key ?? undefined, { ...inMs(options), logger, ...once })
    for (const call of calls) seen.push(await see(client, call, values, session, () => warned))
  } catch (err) {
    seen.push({ error: seenError(err) })
  }
  const { violations } = await post(`/__sessions/${session}/end`, { seen })
  for (const violation of violations) process.stderr.write(`${id}: ${violation}\n`)
}

const cases = await (await fetch(`${server}/__cases`)).json()
const waiting = cases.map(({ id }) => id)
const work = async () => {
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await run(id)
}
await Promise.all(Array.from({ length: 8 }, work))
