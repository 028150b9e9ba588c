import type { Locator, Page } from 'playwright-core'
import type { Random } from '../random.ts'
import { pageReady, rowsOf } from './page-ready.ts'

const triesMax = 100

/** The filters that the page shows. */
export const shownFilters = (page: Page): Promise<Locator[]> =>
  page.locator('main search').locator('select:visible, input:visible').all()

/**
 * Sets one to three filters by hand: options that are there, and texts of which most are in a row. Returns how many it set:
 * none only where no filter can be set to something else.
 */
export async function narrowListBy(page: Page, random: Random): Promise<number> {
  const texts = (await rowsOf(page)).flatMap((row) => row.split(/\s+/)).filter((text) => text.length > 2)
  const wanted = random.int(1, 3)
  let set = 0
  // A filter may bring others: those that are shown are asked for each time.
  for (let tries = 0; set < wanted && tries < triesMax; tries++) {
    const filter = random.pick(await shownFilters(page))
    const before = page.url()
    if (!(await changeFilter(page, filter, texts, random))) continue
    await page.waitForURL((url) => url.href !== before)
    await pageReady(page)
    set++
  }
  return set
}

/** False: it cannot be set to something else. */
async function changeFilter(page: Page, filter: Locator, texts: readonly string[], random: Random): Promise<boolean> {
  const isSelect = await filter.evaluate((element) => element.localName === 'select')
  const current = await filter.inputValue()
  if (isSelect) {
    const values = await filter
      .locator('option')
      .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''))
    const others = values.filter((value) => value !== current)
    if (others.length === 0) return false
    await filter.selectOption(random.pick(others))
    return true
  }
  if ((await filter.getAttribute('type')) !== 'search' || current !== '') return false
  const id = await filter.getAttribute('id')
  const label = (await page.locator(`label[for="${id}"]`).textContent()) ?? ''
  // A code has three digits; other text is none.
  const isCode = /code/i.test(label)
  const text = random.chance(0.8) && texts.length > 0 ? random.pick(texts) : 'nobody has this'
  await filter.fill(isCode ? random.pick(['200', '404']) : text)
  return true
}
