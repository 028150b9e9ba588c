import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedInAt } from '../../../src/console/signed-in.ts'

describe('the table of the catalogue', () => {
  const suite = setUpShared()

  it('says at the field what is no limit, gives it the focus and asks nothing of the server', async () => {
    const watched = await signedInAt(suite, '/catalog')
    const { page } = watched
    await page.getByRole('button', { name: 'Edit as a table' }).click()
    await page.getByLabel('API calls in Business').fill('2,5')
    await page.getByRole('button', { name: 'Show the difference' }).click()
    await page.getByText('A whole number, “unlimited”, or nothing.').waitFor()
    await page.locator('input[aria-invalid=true]:focus').waitFor()
    assert.equal(await page.getByRole('dialog').count(), 0)
    await watched.assertSound('catalog-mistake')
    watched.assertQuiet()
    await watched.close()
  })
})
