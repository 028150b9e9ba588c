import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explained } from '../../../src/console/explained.ts'
import { addToCatalog, assign, newCustomer, record } from '../../../src/console/plans.ts'
import type { Suite } from '../../../src/console/set-up.ts'
import { signedIn } from '../../../src/console/signed-in.ts'

export const deniedToAllowed = (suite: Suite): void =>
  void describe('from a denied check to an allowed one', () => {
    it('takes at most eight actions: ask why, take the boost that is offered', async () => {
      await addToCatalog(suite.plinth)
      const customer = await newCustomer(suite.plinth)
      await assign(customer, customer.plans.workspace, 'starter')
      await record(customer, 'ai.credits', 60)
      const check = () => explained(customer, 'ai.credits', 500)
      assert.equal((await check()).allowed, false)

      const watched = await signedIn(suite)
      const { page } = watched
      const dialog = page.getByRole('dialog')
      const actions = [
        () => page.getByRole('link', { name: 'Why not?' }).click(),
        () => page.getByLabel('ID of the workspace or namespace').fill(customer.workspace.id),
        () => page.getByLabel('Feature').selectOption('AI credits'),
        () => page.getByLabel('Quantity').fill('500'),
        () => page.getByRole('button', { name: 'Ask' }).click(),
        () => page.getByRole('button', { name: 'Boost AI credits by 460 on the workspace' }).click(),
        () => dialog.getByRole('button', { name: 'Add boost' }).click(),
      ]
      assert.ok(actions.length <= 8)
      for (const act of actions) await act()
      await page.getByText(/^Yes: 500 AI credits asked, 500 left of 560 until /).waitFor()
      assert.equal((await check()).allowed, true)
      watched.assertQuiet()
      await watched.close()
    })
  })
