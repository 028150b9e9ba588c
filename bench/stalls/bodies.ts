export interface WorstBody {
  what: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  path: string
  /** Undefined when the answer is what takes long. */
  body: string | undefined
}

const bytes = 1_040_000
// Just below the most JSON values that a body, and a catalogue, may have.
const values = 19_900
const catalogValues = 49_900

const many = (text: string, count = Math.floor(bytes / (text.length + 1))): string => Array(count).fill(text).join(',')
const numbered = (count: number, entry: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => entry(at)).join(',')
const long = (text: string, count = Math.floor(bytes / text.length)): string => text.repeat(count)
const created = (data: string): string => `{"operations":[{"action":"create","data":${data}}]}`
const hundred = (data: string): string => `{"operations":[${many(`{"action":"create","data":${data}}`, 100)}]}`

/** Bodies of 1 MiB, or as large as their operation takes, each made to take long somewhere. */
export function worstBodies(ids: { namespace: string; user: string }): WorstBody[] {
  const post = (what: string, path: string, body: string) => ({ what, method: 'POST' as const, path, body })
  const checks = `/namespaces/${ids.namespace}/entitlements/check/batch`
  const workspaces = '/workspaces/batch'
  const changed = (data: string) => `{"operations":[{"action":"update","id":"${ids.user}","data":${data}}]}`
  return [
    post('checks: empty ones', checks, `{"checks":[${many('{}')}]}`),
    post('checks: as many empty ones as may be', checks, `{"checks":[${many('{}', values)}]}`),
    post('checks: as many right ones as may be', checks, `{"checks":[${many('{"feature":"a"}', values / 2)}]}`),
    post('batch: operations without end', workspaces, `{"operations":[${many('{}')}]}`),
    post('batch: lists in settings', workspaces, created(`{"name":"x","settings":{"a":[${many('[]')}]}}`)),
    post(
      'batch: as many lists as may be',
      workspaces,
      created(`{"name":"x","settings":{"a":[${many('[]', values)}]}}`),
    ),
    post(
      'batch: settings of long names',
      workspaces,
      created(`{"name":"x","settings":{${numbered(9_000, (at) => `"${long('k', 101)}${at}":1`)}}}`),
    ),
    post(
      'batch: settings of short names',
      workspaces,
      created(`{"name":"x","settings":{${numbered(7_900, (at) => `"k${at}":1`)}}}`),
    ),
    post('batch: unknown fields', workspaces, created(`{"name":"x",${numbered(values - 10, (at) => `"k${at}":1`)}}`)),
    post('batch: 100 with unknown fields', workspaces, hundred(`{"name":"x",${numbered(190, (at) => `"k${at}":1`)}}`)),
    post(
      'batch: 100 with metadata of numbers',
      workspaces,
      hundred(`{"name":"x","metadata":{${numbered(49, (at) => `"k${at}":1`)}},"tags":[${many('1', 50)}]}`),
    ),
    post(
      'batch: 100 that are right',
      workspaces,
      hundred(`{"name":"x","settings":{${numbered(150, (at) => `"k${at}":"${long('x', 50)}"`)}}}`),
    ),
    post('batch: a name of 1 MiB', workspaces, created(`{"name":"${long(' ')}"}`)),
    post('batch: a slug of 1 MiB', workspaces, created(`{"name":"x","slug":"${long('a-')}-"}`)),
    post('batch: a text of escapes', workspaces, created(`{"name":"x","settings":{"a":"${long('\\u0041')}"}}`)),
    post('batch: an address of 1 MiB', '/users/batch', changed(`{"email":"${long('a.')}"}`)),
    post('batch: an address of domains', '/users/batch', changed(`{"email":"a@${long('a.')}"}`)),
    post(
      'batch: a time of 1 MiB',
      '/api-keys/batch',
      created(`{"name":"x","expires_at":"2026-01-01T00:00:00.${long('1')}"}`),
    ),
    post('batch: a scope of 1 MiB', '/api-keys/batch', created(`{"name":"x","scopes":["read:${long('a')}"]}`)),
    post('batch: a URL of 1 MiB', '/webhooks/batch', created(`{"url":"https://${long('a.')}","events":["*"]}`)),
    post(
      'batch: headers of numbers',
      '/webhooks/batch',
      created(`{"url":"https://a.example","events":["*"],"headers":{${numbered(values - 20, (at) => `"k${at}":1`)}}}`),
    ),
    {
      what: 'catalogue: empty features',
      method: 'PUT',
      path: '/catalog',
      body: `{"features":[${many('{}')}],"packages":[]}`,
    },
    {
      what: 'catalogue: wrong limits',
      method: 'PUT',
      path: '/catalog',
      body: `{"features":[],"packages":[${many(`{"code":"p","name":"P","features":[${many('{"code":"a","limit":-1}', 990)}]}`, Math.floor(catalogValues / 2_974))}]}`,
    },
    {
      what: 'catalogue: a thousand wrong features',
      method: 'PUT',
      path: '/catalog',
      body: `{"features":[${many('{}', 1_000)}],"packages":[]}`,
    },
    post('brackets without end', '/workspaces', long('[')),
    post('broken at its end', workspaces, `{"operations":[${many('1')}`),
    post('a text of escapes without an end', workspaces, `{"operations":["${long('\\n')}`),
    post('lines without an end', workspaces, `{"operations":[${long('\n')}`),
    post('as many texts as may be without an end', workspaces, `{"operations":[${many('"a"', values)}`),
  ]
}
