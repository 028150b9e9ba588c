import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import openApi from '../../../docs/openapi.json' with { type: 'json' }
import { de } from './de.ts'
import { en } from './en.ts'

/** Words that both languages have, and names. */
const shared = new Set([
  ...['', 'Admin', 'Boost', 'Boosts', 'Code', 'curl', 'DNS', 'Filter', 'ID', 'Name', 'Namespace', 'Namespaces'],
  ...['Operation', 'optional', 'Plan', 'Plinth', 'Status', 'TLS', 'URL', 'UTC', 'Version', 'Webhook', 'Webhooks'],
  ...['Workspace', 'Workspaces', 'X-Request-ID', 'Free', 'Pro', 'Business', 'Enterprise'],
])

/** Every text, and every function that makes one, by its path: "keys.create". */
function textsOf(words: object, path = ''): [path: string, text: string][] {
  return Object.entries(words).flatMap(([name, word]) =>
    typeof word === 'object' && word !== null
      ? textsOf(word, `${path}${name}.`)
      : [[path + name, String(word)] as [string, string]],
  )
}

// That none is missing is a matter of their type.
describe('the German words', () => {
  it('are not the English ones', () => {
    const english = new Map(textsOf(en))
    const german = textsOf(de)
    assert.ok(german.length > 1_000, `${german.length} words`)
    const left = german.filter(([path, text]) => english.get(path) === text && !shared.has(text))
    assert.deepEqual(left, [])
  })

  it('describe each event type of Plinth', () => {
    const untold = Object.keys(openApi.webhooks).filter((name) => de.eventTypes.descriptions[name] === undefined)
    assert.deepEqual(untold, [])
  })

  it('call a thing by one word', () => {
    const retired = /Scope\b|API-Anfrage|Anfrage-ID|Anfragen? (je|dieser Sitzung)|Übergangszeit|Wechsel\b|\boffen, /
    assert.deepEqual(
      textsOf(de).filter(([, text]) => retired.test(text)),
      [],
    )
    assert.equal(de.conservation.pending, de.deliveries.statuses.pending)
  })
})
