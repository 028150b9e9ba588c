import type { Locator, Page } from 'playwright-core'
import type { Random } from '../random.ts'
import { pageReady, rowsOf } from './page-ready.ts'

/** The filters that the page shows. */
export const shownFilters = (page: Page): Promise<Locator[]> =>
  page.locator('main search').locator('select:visible, input:visible').all()

/** Sets one to three filters by hand: options that are there, and texts of which most are in a row. */
export async function narrowListBy(page: Page, random: Random): Promise<void> {
  const texts = (await rowsOf(page)).flatMap((row) => row.split(/\s+/)).filter((text) => text.length > 2)
  for (let count = random.int(1, 3); count > 0; count--) {
    const filters = await shownFilters(page)
    const filter = random.pick(filters)
    const before = page.url()
    const isSelect = await filter.evaluate((element) => element.localName === 'select')
    if (isSelect) {
      const values = await filter
        .locator('option')
        .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''))
      const current = await filter.inputValue()
      const others = values.filter((value) => value !== current)
      if (others.length === 0) continue
      await filter.selectOption(random.pick(others))
    } else {
      const type = await filter.getAttribute('type')
      if (type !== 'search' || (await filter.inputValue()) !== '') continue
      const id = await filter.getAttribute('id')
      const label = (await page.locator(`label[for="${id}"]`).textContent()) ?? ''
      // A code has three digits; other text is none.
      const isCode = /code/i.test(label)
      await filter.fill(
        isCode
          ? random.pick(['200', '404'])
          : random.chance(0.8) && texts.length > 0
            ? random.pick(texts)
            : 'nobody has this',
      )
    }
    await page.waitForURL((url) => url.href !== before)
    await pageReady(page)
  }
}
