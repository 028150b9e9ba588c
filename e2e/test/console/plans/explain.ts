import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { type Explained, explained } from '../../../src/console/explained.ts'
import { goWithin } from '../../../src/console/page-ready.ts'
import {
  assign,
  featureCodes,
  newCustomer,
  type PlanCustomer,
  putCatalog,
  record,
  somethingHappens,
  suspend,
} from '../../../src/console/plans.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInAt } from '../../../src/console/signed-in.ts'
import { seeded } from '../../../src/random.ts'
import { list } from '../../../src/tenant.ts'

const question = ({ workspace }: PlanCustomer, asked: Record<string, string>) =>
  `/workspaces/${workspace.id}/explain?${new URLSearchParams(asked)}`

describe('the pages that explain a check', () => {
  const suite = setUpShared()
  let full: PlanCustomer
  let crossedOut: PlanCustomer
  let empty: PlanCustomer
  before(async () => {
    await putCatalog(suite.plinth)
    full = await newCustomer(suite.plinth)
    await assign(full, full.plans.workspace, 'starter')
    await assign(full, full.plans.workspace, 'credits-50')
    await record(full, 'ai.credits', 60)
    await record(full, 'ai.images', 70)
    crossedOut = await newCustomer(suite.plinth)
    await assign(crossedOut, crossedOut.plans.workspace, 'starter')
    const { id } = await assign(crossedOut, crossedOut.plans.workspace, 'team')
    await suspend(crossedOut, crossedOut.plans.workspace, id)
    empty = await newCustomer(suite.plinth)
  })

  const lists = ['Strong and fast']
  testShownPages(suite, [
    { name: 'explain-ask', path: () => '/explain', text: 'Why not?' },
    { name: 'explain-choose', path: () => question(empty, {}), text: 'Which feature?' },
    {
      name: 'explain-denied',
      path: () => question(full, { feature: 'ai.images', quantity: '50' }),
      text: /^No: /,
      lists,
    },
    { name: 'explain-allowed', path: () => question(full, { feature: 'ai.credits' }), text: /^Yes: /, lists },
    { name: 'explain-suspended', path: () => question(crossedOut, { feature: 'sso' }), text: /^No: /, lists },
    { name: 'explain-nothing', path: () => question(empty, { feature: 'storage' }), text: /^No: /, lists },
    { name: 'explain-unknown', path: () => question(empty, { feature: 'no.such' }), text: /^No: /, lists },
    {
      name: 'explain-failed',
      path: () => question(empty, { feature: 'storage', namespace: 'ns_none' }),
      text: 'The call failed',
      complaints: [/Failed to load resource: .* 404/],
    },
    { name: 'entitlements', path: () => `/workspaces/${full.workspace.id}/entitlements`, text: 'AI credits' },
    {
      name: 'entitlements-nothing',
      path: () => `/workspaces/${empty.workspace.id}/entitlements`,
      text: 'AI credits',
    },
  ])

  it('say in one sentence what was asked, what is left, and who decided; the address holds the question', async () => {
    const watched = await signedInAt(suite, `/workspaces/${full.workspace.id}/entitlements`)
    const { page } = watched
    await page.getByRole('link', { name: 'Why? Images' }).click()
    await page
      .getByText(/^Yes: 1 Images asked, 20 left of 150 until .+; the workspace’s pool of AI credits decided\.$/)
      .waitFor()
    await page.getByLabel('Quantity').fill('21')
    const sentence = page.getByText(/^No: 21 Images asked, 20 left of 150 until /)
    await sentence.waitFor()
    assert.match(page.url(), /\/explain\?feature=ai\.images&quantity=21$/)
    await page.reload()
    await sentence.waitFor()
    const uses = page.getByRole('table', { name: 'Used by feature' })
    await uses.waitFor()
    assert.deepEqual(await uses.getByRole('row').allTextContents(), ['FeatureRecorded', 'Images70', 'AI credits60'])
    const compared = page.getByRole('table', { name: 'Strong and fast' })
    await compared.getByRole('time').nth(1).waitFor()
    for (const at of await compared.getByRole('time').allTextContents()) assert.doesNotMatch(at, /\dT\d/)
    // A diagnosis of an operator is no refusal of the customer.
    const refusals = await full.api.get('/requests?is_refused=true')
    assert.deepEqual(list(refusals), [])
    watched.assertQuiet()
    await watched.close()
  })

  it('add up the records of a balance when asked to, and say where they are not the balance', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.clock.install()
    await page.goto(`${suite.plinth.url}/console${question(full, { feature: 'ai.images', quantity: '21' })}`)
    const add = page.getByRole('button', { name: 'Add up the records' })
    await add.waitFor()
    const isProof = (path: string) => path.includes('/entitlements/reconcile')
    assert.deepEqual(watched.requests.filter(isProof), [])
    await add.click()
    await page.getByText('The balance is what its records add up to.').waitFor()
    const compared = page.getByRole('table', { name: 'Balance and records' }).getByRole('row').nth(1)
    assert.deepEqual(await compared.getByRole('cell').allTextContents(), ['130', '130', '0'])
    await compared.scrollIntoViewIfNeeded()
    await watched.assertSound('explain-records')
    // Coming back to the page is no question.
    await page.clock.fastForward(60_000)
    await page.evaluate(`dispatchEvent(new Event('visibilitychange'))`)
    await page.clock.runFor(1_000)
    assert.equal(watched.requests.filter(isProof).length, 1)
    await page.route('**/entitlements/reconcile?*', async (route) => {
      const right = { feature: 'ai.credits', window_start: null, balance: 130, ledger: 130, ok: true }
      return route.fulfill({ json: { data: [right, { ...right, ledger: 127, ok: false }] } })
    })
    await page.getByRole('button', { name: 'Add them up again' }).click()
    await page.getByText(/^1 balance is not what the records add up to/).waitFor()
    await watched.assertSound('explain-records-wrong')
    assert.deepEqual(await compared.getByRole('cell').allTextContents(), ['130', '127', '3'])
    watched.assertQuiet()
    await watched.close()
  })

  it('ask by a namespace, as the refused check named it', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const ask = async (id: string) => {
      await page.goto(`${suite.plinth.url}/console/explain`)
      await page.getByLabel('ID of the workspace or namespace').fill(id)
      await page.getByLabel('Feature').selectOption('Images')
      await page.getByRole('button', { name: 'Ask' }).click()
    }
    await ask(full.namespaceId)
    await page.getByText(/^Yes: 1 Images asked, /).waitFor()
    assert.equal(new URL(page.url()).searchParams.get('namespace'), full.namespaceId)
    const own = list(await full.api.get('/namespaces?owner_type=User'))[0]
    await ask(own?.id ?? '')
    await page.getByText(/^No workspace pays for this namespace\./).waitFor()
    await watched.assertSound('explain-unpaid')
    watched.assertQuiet()
    await watched.close()
  })

  it('copy an answer for the customer that has no ID', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`${suite.plinth.url}/console${question(full, { feature: 'ai.credits', quantity: '500' })}`)
    await page.getByRole('button', { name: 'Copy for the customer' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    assert.match(copied, /^No: 500 AI credits asked, 20 left of 150 until /)
    assert.match(copied, /The limit is 100 \(Starter\) \+ 50 \(50 credits\) = 150\./)
    assert.doesNotMatch(copied, /[a-z]{2,4}_[0-9a-z]{20,}/)
    watched.assertQuiet()
    await watched.close()
  })

  it('draw the ladder of the API’s explanation, and its sum is the limit', async (test) => {
    const random = seeded()
    test.diagnostic(`SEED=${random.seed}`)
    const watched = await signedIn(suite)
    for (let at = 0; at < 4; at += 1) {
      const customer = await newCustomer(suite.plinth)
      for (let step = random.int(2, 6); step > 0; step -= 1) await somethingHappens(customer, random)
      for (const feature of featureCodes) {
        const quantity = random.pick([1, 30, 500])
        const api = await explained(customer, feature, quantity)
        const asked = question(customer, { feature, quantity: String(quantity) })
        await goWithin(watched.page, `${suite.plinth.url}/console${asked}`)
        await watched.page.getByText(api.allowed ? /^Yes: / : /^No: /).waitFor()
        assert.deepEqual(await ladderOf(watched.page), ladderIn(api), `${feature} × ${quantity}`)
        const decided = api.chain?.at(-1)?.passed_over_because === null
        const limit = String(api.limit ?? (api.unlimited === true ? 'unlimited' : 'on'))
        assert.deepEqual(await valuesIn(watched.page.locator('.sum strong')), decided ? [limit] : [])
      }
    }
    watched.assertQuiet()
    await watched.close()
  })
})

const valuesIn = (within: Locator) =>
  within.locator('data').evaluateAll((shown) => shown.map((one) => one.getAttribute('value') ?? ''))

/** Of each level: its sources, what each adds, and whether it is counted. */
async function ladderOf(page: Page) {
  const rungs = await page.locator('.ladder > li').all()
  return Promise.all(
    rungs.map(async (rung) => {
      const rows = await rung.locator('tbody tr').all()
      const sources = rows.map(async (row) => {
        const isCrossedOut = (await row.locator('s').count()) === 1
        const counted = await row.getByText('not counted: ').count()
        assert.equal(counted === 1, isCrossedOut)
        const [grants] = await valuesIn(row)
        return [await row.getByRole('rowheader').textContent(), grants, !isCrossedOut]
      })
      const isDeciding = (await rung.getByText('decides', { exact: true }).count()) === 1
      return [isDeciding, await Promise.all(sources)]
    }),
  )
}

const ladderIn = ({ chain = [] }: Explained) =>
  chain.map(({ passed_over_because, sources }) => [
    passed_over_because === null,
    sources.map(({ name, kind, grants, is_counted }) => [
      `${name} (${{ package: 'Package', boost: 'Boost', tier: 'Tier' }[kind]})`,
      String(grants),
      is_counted,
    ]),
  ])
