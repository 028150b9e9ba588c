import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { assign, newCustomer, type PlanCustomer, putCatalog } from '../../../src/console/plans.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedInAt } from '../../../src/console/signed-in.ts'

describe('a filter, and a value that is typed halfway', () => {
  const suite = setUpShared()
  let customer: PlanCustomer
  before(async () => {
    await putCatalog(suite.plinth)
    customer = await newCustomer(suite.plinth)
    await assign(customer, customer.plans.workspace, 'starter')
  })

  const open = async (path: string) => {
    const watched = await signedInAt(suite, `/workspaces/${customer.workspace.id}${path}`)
    return watched
  }

  it('is no quantity: the field says so, nothing is answered, and what is typed next is kept', async () => {
    const watched = await open('/explain?feature=ai.credits&quantity=5000')
    const { page } = watched
    const quantity = page.getByLabel('Quantity')
    const verdict = page.locator('.verdict')
    const mistake = page.getByRole('alert').filter({ hasText: 'Type a whole number from 1 to 9,007,199,254,740,991.' })
    await verdict.filter({ hasText: '5,000 AI credits' }).waitFor()
    for (const typed of ['', '1e2', '2.5', '0', '-3', 'e']) {
      await quantity.focus()
      await page.keyboard.press('Control+a')
      await page.keyboard.press('Delete')
      await page.keyboard.type(typed)
      await mistake.waitFor()
      await verdict.waitFor({ state: 'detached' })
      assert.match(await quantity.evaluate((field) => field.getAttribute('aria-describedby') ?? ''), /-wrong$/)
    }
    assert.equal(new URL(page.url()).searchParams.get('quantity'), '5000')
    await watched.assertSound('explain-no-quantity')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await mistake.waitFor()
    await page.keyboard.type('300')
    await verdict.filter({ hasText: '300 AI credits' }).waitFor()
    assert.equal(await quantity.inputValue(), '300')
    assert.equal(await mistake.count(), 0)
    watched.assertQuiet()
    await watched.close()
  })

  it('is no bound of a range: the field says so, and the list keeps the one before', async () => {
    const range = '2026-01-02T03:04:00.000Z..2999-01-01T00:00:00.000Z'
    const watched = await open(`/deliveries?range=${range}`)
    const { page } = watched
    const from = page.getByLabel('From, local time')
    const typed = await from.inputValue()
    await from.focus()
    await page.keyboard.press('Delete')
    const mistake = page.getByRole('alert').filter({ hasText: 'Complete the time, or delete all of it.' })
    await mistake.waitFor()
    assert.equal(await from.inputValue(), '')
    assert.equal(new URL(page.url()).searchParams.get('range'), range)
    await watched.assertSound('range-halfway')
    await from.fill(typed)
    await eventually(async () => assert.equal(await mistake.count(), 0))
    assert.equal(await from.inputValue(), typed)
    // A year that is typed on beyond four digits is no bound either, and ends nothing.
    await from.evaluate((field) => {
      Object.assign(field, { value: '12026-01-02T03:04' })
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    assert.equal(new URL(page.url()).searchParams.get('range'), range)
    assert.equal(await from.inputValue(), '12026-01-02T03:04')
    await from.fill(typed)
    // Without a from there is none: all of the field is deleted, part by part.
    await from.focus()
    for (let part = 0; part < 6; part += 1) {
      await page.keyboard.press('Delete')
      await page.keyboard.press('ArrowRight')
    }
    await page.waitForURL((url) => url.searchParams.get('range')?.startsWith('..') === true)
    assert.equal(await mistake.count(), 0)
    watched.assertQuiet()
    await watched.close()
  })

  it('stays when the link to the content is followed', async () => {
    const watched = await open('/deliveries')
    const { page } = watched
    await page.getByLabel('Status', { exact: true }).selectOption('failed')
    await page.waitForURL((url) => url.searchParams.get('status') === 'failed')
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    await skip.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.hash === '#content')
    assert.equal(new URL(page.url()).searchParams.get('status'), 'failed')
    watched.assertQuiet()
    await watched.close()
  })
})
