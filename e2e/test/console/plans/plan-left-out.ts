import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newCustomer, putCatalog } from '../../../src/console/plans.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn } from '../../../src/console/signed-in.ts'

describe('the difference of a change', () => {
  const suite = setUpShared()

  it('names the features that are missing while the part that counts them is away', async () => {
    await putCatalog(suite.plinth)
    const customer = await newCustomer(suite.plinth)
    const watched = await signedIn(suite)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    await page.route('**/packages?dry_run=true', async (route) => {
      const response = await route.fetch()
      const { data } = await response.json()
      const features = data.features.filter(({ code }: { code: string }) => code !== 'storage')
      await route.fulfill({ response, json: { data: { ...data, features, left_out: ['storage'] } } })
    })
    await page.goto(`${suite.plinth.url}/console/workspaces/${customer.workspace.id}/plan`)
    await page.getByRole('button', { name: 'Assign package' }).click()
    await dialog.getByLabel('Package').selectOption('Starter (base)')
    await dialog
      .getByText(/^Not shown, because the part of Plinth that counts it is not available: Storage\.$/)
      .waitFor()
    await dialog.getByText('2 features change.', { exact: true }).waitFor()
    assert.equal(await dialog.getByText('Nothing is refused because of it.').count(), 0)
    await watched.assertSound('plan-left-out')
    await page.unrouteAll({ behavior: 'wait' })
    watched.assertQuiet()
    await watched.close()
  })
})
