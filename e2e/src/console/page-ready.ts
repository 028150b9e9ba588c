import type { Page } from 'playwright-core'

/** Resolves once the page has its heading and waits for nothing. */
export const pageReady = (page: Page): Promise<void> =>
  page.locator('#content:has(h1):not(:has(.loading, [aria-busy=true]))').waitFor()

/**
 * Goes to another address of the console in the open document, as a link of the page does, and resolves once its page is ready. A
 * load costs many times as much, and shows no more of a page than this.
 */
export async function goWithin(page: Page, url: string): Promise<void> {
  // The router draws the new page in a later task: until then the page before looks ready.
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(url)});
    new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))`)
  await pageReady(page)
}

/** Texts of the rows of all of its lists, in their order, without the moment at which a check was asked. */
export async function rowsOf(page: Page): Promise<string[]> {
  const rows = await page.locator('#content tbody tr').allInnerTexts()
  return page.url().includes('/explain') ? rows.map((row) => row.replaceAll(/\d\d:\d\d:\d\d/g, '…')) : rows
}
