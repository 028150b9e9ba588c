import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import type { Locator, Page } from 'playwright-core'
import {
  assign,
  grantsOf,
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
import { type Random, seeded } from '../../../src/random.ts'
import { created, list } from '../../../src/tenant.ts'

const hourMs = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString()

describe('the plan of a workspace', () => {
  const suite = setUpShared()
  let full: PlanCustomer
  let empty: PlanCustomer
  before(async () => {
    await putCatalog(suite.plinth)
    full = await newCustomer(suite.plinth)
    const { operator, plans } = full
    await assign(full, plans.workspace, 'starter')
    await assign(full, plans.workspace, 'team', { expires_at: inHours(24 * 60) })
    await assign(full, plans.workspace, 'credits-50', { starts_at: inHours(24 * 20) })
    const { id } = await assign(full, plans.workspace, 'mails-20')
    await suspend(full, plans.workspace, id)
    created(
      await operator.post(`${plans.workspace}/boosts`, {
        ...{ feature: 'ai.credits', type: 'add_limit', limit: 300, duration: 'cycle' },
      }),
    )
    empty = await newCustomer(suite.plinth)
  })

  const plan = ({ workspace }: PlanCustomer, query = '') => `/workspaces/${workspace.id}/plan${query}`
  testShownPages(suite, [
    { name: 'plan', path: () => plan(full), text: 'Starts', lists: ['Packages', 'Boosts'] },
    { name: 'plan-nothing', path: () => plan(empty), text: 'No package is assigned.' },
    { name: 'plan-hidden', path: () => plan(empty, '?status=suspended'), text: 'No entry matches the filters.' },
    {
      name: 'plan-failed',
      path: () => plan(empty, '?namespace=ns_none'),
      text: 'The call failed',
      complaints: [/Failed to load resource: .* 404/],
    },
  ])

  it('says in words how each package and boost stands, on the time line and in the tables', async () => {
    const watched = await signedInAt(suite, plan(full))
    const { page } = watched
    const row = (name: string) => page.getByRole('table', { name: 'Packages' }).getByRole('row', { name })
    await row('Starter').getByText('Cancelled', { exact: true }).waitFor()
    await row('Team')
      .getByText(/^Active until /)
      .waitFor()
    await row('50 credits')
      .getByText(/^Starts /)
      .waitFor()
    await row('20 mails').getByText('Suspended', { exact: true }).waitFor()
    const timeline = page.getByRole('figure', { name: 'Time line' })
    const stated = async () => {
      const texts = await timeline.locator('.timeline-row > span').allTextContents()
      return texts.filter((text) => text !== '').map((text) => text.replace(/ \d.*$/, ''))
    }
    const all = [
      '20 mails Suspended',
      '50 credits Starts',
      'AI credits (boost) Active until',
      'Starter Cancelled',
      'Team Active until',
    ]
    // The boosts come by a call of their own.
    await eventually(async () => assert.deepEqual((await stated()).sort(), all))
    watched.assertQuiet()
    await watched.close()
  })

  it('opens a menu where there is room for it, at the top of the window and at its bottom', async () => {
    const watched = await signedInAt(suite, plan(full))
    const { page } = watched
    const buttons = page.getByRole('button', { name: /^Actions for / })
    await buttons.first().waitFor()
    await page.setViewportSize({ width: 1280, height: 400 })
    for (const [button, block] of [
      [buttons.first(), 'start'],
      [buttons.last(), 'end'],
    ] as const) {
      await button.evaluate((one, where) => Reflect.get(one, 'scrollIntoView').call(one, { block: where }), block)
      await button.click()
      const items = await page.locator('.menu:popover-open button').all()
      assert.ok(items.length > 0)
      for (const item of items) await item.click({ trial: true, timeout: 5_000 })
      await page.keyboard.press('Escape')
    }
    watched.assertQuiet()
    await watched.close()
  })

  it('shows the difference that a change then makes, for generated changes', async (test) => {
    const random = seeded()
    test.diagnostic(`SEED=${random.seed}`)
    const watched = await signedIn(suite)
    const { page } = watched
    let changes = 0
    for (let at = 0; at < 3; at += 1) {
      const customer = await newCustomer(suite.plinth)
      for (let step = random.int(1, 5); step > 0; step -= 1) await somethingHappens(customer, random)
      for (const kind of ['workspace', 'namespace'] as const) {
        const path = customer.plans[kind]
        const query = kind === 'workspace' ? '' : `?namespace=${customer.namespaceId}`
        for (let step = 0; step < 3; step += 1) {
          await page.goto(`${suite.plinth.url}/console${plan(customer, query)}`)
          const submit = await openForm(page, random)
          if (submit === undefined) continue
          const before = await grantsOf(customer, path)
          const dialog = page.getByRole('dialog')
          await dialog.getByText(/features? changes?\.$/).waitFor()
          const shown = await differenceIn(dialog)
          await dialog.getByRole('button', { name: submit, exact: true }).click()
          await dialog.waitFor({ state: 'detached' })
          const after = await grantsOf(customer, path)
          const measured = [...after].map(([code, grant]) => [code, before.get(code), grant])
          const included = measured.filter(([, one, other]) => one !== 'none' || other !== 'none')
          assert.deepEqual(shown.sort(), included.sort(), `${submit} of the ${kind}`)
          changes += 1
        }
      }
    }
    assert.ok(changes >= 9, `${changes} changes`)
    watched.assertQuiet()
    await watched.close()
  })

  it('lets no difference be confirmed that is not of these fields, or that has changed meanwhile', async () => {
    const customer = await newCustomer(suite.plinth)
    await assign(customer, customer.plans.workspace, 'starter')
    const watched = await signedInAt(suite, plan(customer))
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Assign package' }).click()
    const button = dialog.getByRole('button', { name: 'Assign package' })
    await dialog.getByText('Fill in the fields to see what changes.').waitFor()
    assert.equal(await button.isDisabled(), true)
    await dialog.getByLabel('Package').selectOption('50 credits')
    await dialog.getByText('2 features change.').waitFor()
    assert.equal(await button.isEnabled(), true)
    await watched.assertSound('plan-assign')

    // The answer is late: until it is there, the difference of the fields before is gone, and so is the button.
    const late = Promise.withResolvers<void>()
    await page.route('**/packages?dry_run=true', async (route) => {
      await late.promise
      await route.continue()
    })
    await dialog.getByLabel('Package').selectOption('Team (base)')
    assert.equal(await button.isDisabled(), true)
    await dialog.getByText('Working out what changes …').waitFor()
    assert.equal(await dialog.getByText('2 features change.').count(), 0)
    late.resolve()
    await dialog.getByText('6 features change.').waitFor()
    await page.unrouteAll({ behavior: 'wait' })

    // Somebody else changes the plan after the difference was shown: the press shows the new one, and sends nothing.
    await assign(customer, customer.plans.workspace, 'credits-50')
    await button.click()
    await dialog.getByText(/^The plan has changed since this was shown/).waitFor()
    await watched.assertSound('plan-moved')
    const codes = async () => list(await customer.operator.get(`${customer.plans.workspace}/packages`)).length
    assert.equal(await codes(), 2)
    await button.click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await codes(), 3)
    watched.assertQuiet()
    await watched.close()
  })

  it('sends nothing once its form was closed while it still asked', async () => {
    const customer = await newCustomer(suite.plinth)
    await assign(customer, customer.plans.workspace, 'starter')
    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    const open = async () => {
      await page.getByRole('button', { name: 'Assign package' }).click()
      await dialog.getByLabel('Package').selectOption('50 credits')
      await dialog.getByText('2 features change.').waitFor()
    }
    await page.goto(`${suite.plinth.url}/console${plan(customer)}`)
    await open()
    // The difference is worked out once more before the change is sent, and its answer is late.
    const late = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    await page.route('**/packages?dry_run=true', async (route) => {
      asked.resolve()
      await late.promise
      await route.abort()
    })
    await dialog.getByRole('button', { name: 'Assign package' }).click()
    await asked.promise
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    late.resolve()
    await page.unrouteAll({ behavior: 'wait' })
    await open()
    const held = list(await customer.operator.get(`${customer.plans.workspace}/packages`))
    assert.equal(held.length, 1)
    watched.assertQuiet()
    await watched.close()
  })

  it('says what is refused from then on, and why a change is refused itself', async () => {
    const customer = await newCustomer(suite.plinth)
    await assign(customer, customer.plans.workspace, 'team')
    await record(customer, 'storage', 2_147_483_648)
    const watched = await signedInAt(suite, plan(customer))
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Assign package' }).click()
    await dialog.getByLabel('Package').selectOption('Starter (base)')
    await dialog.getByText(/Refused from then on: Exports, Mails, Single sign-on, Storage\./).waitFor()
    await watched.assertSound('plan-refused-then')
    await dialog.getByLabel('Ends').fill('2020-01-01T00:00')
    await dialog.getByText(/The end must be after the start and in the future\./).waitFor()
    assert.equal(await dialog.getByRole('button', { name: 'Assign package' }).isDisabled(), true)
    await watched.assertSound('plan-change-refused')
    watched.assertQuiet(/Failed to load resource: .* 422/)
    await watched.close()
  })
})

/** Opens the form of a change that is possible here, and fills it in; returns the name of its button. */
async function openForm(page: Page, random: Random): Promise<string | undefined> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('heading', { name: 'Boosts' }).waitFor()
  await page.getByText('Loading …').first().waitFor({ state: 'detached' })
  const menus = await page.getByRole('button', { name: /^Actions for / }).all()
  const kind = random.pick(['assign', 'boost', 'menu', 'menu'] as const)
  if (kind === 'assign') {
    await page.getByRole('button', { name: 'Assign package' }).click()
    await dialog.getByLabel('Package').selectOption(random.pick(['Starter (base)', 'Team (base)', '50 credits']))
    return 'Assign package'
  }
  if (kind === 'boost' || menus.length === 0) {
    await page.getByRole('button', { name: 'Add boost' }).click()
    const feature = random.pick(['AI credits', 'Mails', 'Single sign-on', 'Exports'])
    await dialog.getByLabel('Feature').selectOption(feature)
    if (feature === 'AI credits' || feature === 'Mails')
      await dialog.getByLabel('Added limit').fill(String(random.int(1, 90)))
    return 'Add boost'
  }
  await random.pick(menus).click()
  const items = page.locator('.menu:popover-open button')
  const names = (await items.allTextContents()).filter((name) => name !== 'Renew')
  const name = random.pick(names)
  await items.getByText(name, { exact: true }).click()
  return name
}

/** Every feature, with its limit before and after. */
async function differenceIn(dialog: Locator): Promise<string[][]> {
  const rows = await dialog.getByRole('region', { name: 'What changes' }).locator('tbody tr').all()
  return Promise.all(
    rows.map(async (row) => {
      const name = (await row.locator('th').textContent()) ?? ''
      const values = await row
        .locator('data')
        .evaluateAll((shown) => shown.map((one) => one.getAttribute('value') ?? ''))
      return [codes[name] ?? name, ...values]
    }),
  )
}

const codes: Readonly<Record<string, string>> = {
  'AI credits': 'ai.credits',
  Images: 'ai.images',
  Storage: 'storage',
  Mails: 'mails',
  'Single sign-on': 'sso',
  Exports: 'exports',
}
