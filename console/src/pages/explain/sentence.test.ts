import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { CatalogFeature, EntitlementDecision, EntitlementSource } from '../../api/sdk.ts'
import { explain as de } from '../../messages/de/explain.ts'
import { explain as en } from '../../messages/en/explain.ts'
import { quantityText } from '../../ui/quantity.ts'
import { customerText } from './customer-text.ts'
import { sentenceOf, type Writing } from './sentence.ts'

const writingIn = (locale: string): Writing => ({
  amount: (value, unit) => quantityText(value, unit, locale),
  time: (iso) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso)),
  list: (names) => new Intl.ListFormat(locale).format(names),
})

const feature = (code: string, name: string, more: Partial<CatalogFeature> = {}): CatalogFeature => ({
  ...{ code, name, type: 'limit', unit: null, reset: 'monthly', rolling_days: null, parent: null, is_active: true },
  ...more,
})
const credits = feature('ai.credits', 'AI credits')
const images = feature('ai.images', 'Images', { parent: 'ai.credits' })
const storage = feature('storage', 'Storage', { unit: 'bytes', reset: 'none' })
const mails = feature('mails', 'Mails', { reset: 'rolling', rolling_days: 2 })
const sso = feature('sso', 'Single sign-on', { type: 'boolean', reset: 'none' })

const source = (name: string, grants: EntitlementSource['grants'], reason: string | null): EntitlementSource => ({
  ...{ id: `asg_${'x'.repeat(26)}`, kind: 'package', code: name, name, status: 'active', starts_at: null },
  ...{ expires_at: null, grants, is_counted: reason === null, reason },
})

interface Case {
  asked: CatalogFeature
  pool?: CatalogFeature
  quantity?: number
  decision?: Partial<EntitlementDecision>
  level?: string
  windowEnd?: string
  sources?: EntitlementSource[]
}

const decisionOf = ({ decision = {}, level = 'workspace', windowEnd, sources = [] }: Case): EntitlementDecision => ({
  ...{ allowed: false, reason: 'LIMIT_EXCEEDED', message: 'By the API.', current_usage: 700, limit: 1_000 },
  ...{ available: 300, as_of: '2026-11-27T17:30:00.000Z', exact: true },
  counted: {
    ...{ level, owner_id: `wks_${'x'.repeat(26)}`, pool: 'ai.credits', window_start: null },
    ...{ window_end: windowEnd ?? null, used: 700, reserved: 0 },
  },
  chain: [{ level, owner_id: 'wks_1', considered: [], passed_over_because: decision.reason ?? null, sources }],
  ...decision,
})

const both = (one: Case) => {
  const { asked: about, pool = about, quantity = 500 } = one
  const asked = { code: about.code, quantity, feature: about, pool }
  const say = (words: typeof en, locale: string) =>
    sentenceOf(decisionOf(one), asked, words.sentence, writingIn(locale))
  return [say(en, 'en'), say(de, 'de')]
}

const refusedAs = (reason: string, sources: EntitlementSource[] = []) =>
  both({ asked: credits, decision: { reason, limit: null, available: null, counted: null }, sources })

const windowEnd = '2026-12-01T00:00:00.000Z'
const allowed = { allowed: true, reason: null }

describe('the sentence about a check', () => {
  it('says what was asked, what is left until when, and whose pool decided', () => {
    assert.deepEqual(both({ asked: credits, windowEnd }), [
      'No: 500 AI credits asked, 300 left of 1,000 until December 1, 2026; the workspace’s pool decided.',
      'Nein: 500 AI credits verlangt, 300 von 1.000 übrig bis 1. Dezember 2026; das Kontingent des Workspace entschied.',
    ])
    assert.deepEqual(both({ asked: credits, windowEnd, quantity: 300, decision: allowed, level: 'namespace' }), [
      'Yes: 300 AI credits asked, 300 left of 1,000 until December 1, 2026; the namespace’s own pool decided.',
      'Ja: 300 AI credits verlangt, 300 von 1.000 übrig bis 1. Dezember 2026; das eigene Kontingent des Namespace entschied.',
    ])
  })

  it('names the pool of another feature, units, and rolling windows', () => {
    assert.deepEqual(both({ asked: images, pool: credits, windowEnd }), [
      'No: 500 Images asked, 300 left of 1,000 until December 1, 2026; the workspace’s pool of AI credits decided.',
      'Nein: 500 Images verlangt, 300 von 1.000 übrig bis 1. Dezember 2026; das Kontingent des Workspace an AI credits entschied.',
    ])
    const bytes = { limit: 1_610_612_736, available: 536_870_912 }
    assert.deepEqual(both({ asked: storage, quantity: 1_073_741_824, decision: bytes }), [
      'No: 1 GB of Storage asked, 512 MB left of 1.5 GB; the workspace’s pool decided.',
      'Nein: 1 GB Storage verlangt, 512 MB von 1,5 GB übrig; das Kontingent des Workspace entschied.',
    ])
    assert.deepEqual(both({ asked: mails, windowEnd }), [
      'No: 500 Mails asked, 300 left of 1,000 in 2 days; the workspace’s pool decided.',
      'Nein: 500 Mails verlangt, 300 von 1.000 übrig in 2 Tagen; das Kontingent des Workspace entschied.',
    ])
  })

  it('says when nothing limits', () => {
    const unlimited = { ...allowed, limit: null, available: null, unlimited: true }
    assert.deepEqual(both({ asked: storage, quantity: 2_048, decision: unlimited }), [
      'Yes: 2 KB of Storage asked, and there is no limit; the workspace’s pool decided.',
      'Ja: 2 KB Storage verlangt, und es gibt keine Grenze; das Kontingent des Workspace entschied.',
    ])
    assert.deepEqual(both({ asked: sso, decision: { ...allowed, limit: null, available: null }, level: 'tier' }), [
      'Yes: Single sign-on is on; the user’s tier decided.',
      'Ja: Single sign-on ist an; die Stufe des Nutzers entschied.',
    ])
  })

  it('says that the use is not known, and neither do the words for the customer name it', () => {
    const one = { asked: credits, decision: { ...allowed, exact: false, available: 1_000 } }
    const [sentence, german] = both(one)
    assert.deepEqual(
      [sentence, german],
      [
        'Yes: 500 AI credits asked of a limit of 1,000, and how much is used is not known here; the workspace’s pool decided.',
        'Ja: 500 AI credits verlangt, die Grenze ist 1.000, und was verbraucht ist, ist hier nicht bekannt; das Kontingent des Workspace entschied.',
      ],
    )
    const asked = { code: 'ai.credits', quantity: 500, feature: credits, pool: credits }
    const text = customerText({ ...decisionOf(one), chain: [] }, asked, en, writingIn('en'))
    assert.deepEqual(text.split('\n'), [sentence, 'As of November 27, 2026.'])
  })

  it('has words for every reason', () => {
    assert.deepEqual(refusedAs('FEATURE_NOT_INCLUDED'), [
      'No: no package and no boost that counts here includes AI credits.',
      'Nein: Kein Paket und kein Boost, der hier zählt, enthält AI credits.',
    ])
    assert.deepEqual(refusedAs('FEATURE_NOT_FOUND'), [
      'No: the catalogue has no feature AI credits.',
      'Nein: Der Katalog hat keine Funktion AI credits.',
    ])
    const lapsed = (reason: string) => [source('Team', 1_000, reason), source('Extra', 50, 'NOT_STARTED')]
    assert.deepEqual(refusedAs('PACKAGE_SUSPENDED', lapsed('PACKAGE_SUSPENDED')), [
      'No: AI credits comes with Team, which is suspended.',
      'Nein: AI credits kommt mit Team; das Paket ist ausgesetzt.',
    ])
    assert.deepEqual(refusedAs('PACKAGE_EXPIRED', lapsed('PACKAGE_EXPIRED')), [
      'No: AI credits came with Team, which has expired.',
      'Nein: AI credits kam mit Team; das Paket ist abgelaufen.',
    ])
    assert.deepEqual(refusedAs('PACKAGE_CANCELLED'), [
      'No: AI credits came with a package, which was cancelled.',
      'Nein: AI credits kam mit einem Paket; das Paket wurde gekündigt.',
    ])
    assert.deepEqual(refusedAs('NAMESPACE_INACTIVE'), [
      'No: the namespace is not active.',
      'Nein: Der Namespace ist nicht aktiv.',
    ])
    assert.deepEqual(refusedAs('WORKSPACE_SUSPENDED'), [
      'No: the workspace is suspended.',
      'Nein: Der Workspace ist gesperrt.',
    ])
    assert.deepEqual(refusedAs('A_NEW_REASON'), ['No: By the API.', 'Nein: By the API.'])
  })

  it('knows the reasons that the contract names', () => {
    const contract = new URL('../../../../proto/plinth/tenancy/v1/entitlements.proto', import.meta.url)
    const [, comment = ''] = readFileSync(contract, 'utf8').match(/Empty when allowed;([^;]+?)string reason/) ?? []
    const reasons = comment.match(/[A-Z]+_[A-Z_]+/g) ?? []
    const known = ['LIMIT_EXCEEDED', ...Object.keys(en.sentence.reasons)]
    assert.deepEqual(reasons.sort(), known.sort())
  })
})

describe('the answer for the customer', () => {
  it('has the sentence, the sum and the use, and no ID', () => {
    const sources = [source('Team', 1_000, null), source('50 credits', 50, null), source('Old', 9, 'PACKAGE_EXPIRED')]
    const decision = { ...decisionOf({ asked: credits, windowEnd, sources }), limit: 1_050 }
    const asked = { code: 'ai.credits', quantity: 500, feature: credits, pool: credits }
    const chain = decision.chain?.map((level) => ({ ...level, passed_over_because: null })) ?? []
    const text = customerText({ ...decision, chain }, asked, en, writingIn('en'))
    assert.deepEqual(text.split('\n'), [
      'No: 500 AI credits asked, 300 left of 1,050 until December 1, 2026; the workspace’s pool decided.',
      'The limit is 1,000 (Team) + 50 (50 credits) = 1,050.',
      'Used: 700, reserved: 0.',
      'As of November 27, 2026.',
    ])
    assert.doesNotMatch(text, /[a-z]+_x+/)
  })
})
