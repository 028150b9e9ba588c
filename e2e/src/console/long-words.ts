import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const messages = new URL('../../../console/src/messages/', import.meta.url)

// Runs in the page. A word gets two fifths of its letters again; what a function puts in gets longer with it.
const lengthening = `
  const longer = (text) => '[' + text.replace(/\\p{L}{2,}/gu, (word) => word + word.slice(-Math.ceil(word.length * 0.4))) + ']'
  const lengthened = (value) =>
    typeof value === 'string' ? longer(value)
    : typeof value === 'function' ? (...given) => lengthened(value(...given))
    : Array.isArray(value) ? value.map(lengthened)
    : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, lengthened(one)]))
    : value`

/** From now on the German of this page is English in brackets whose words are 40 % longer. Its browser asks for German. */
export async function speakLongWords(page: Page): Promise<void> {
  const answer = (body: string) => ({ contentType: 'text/javascript', body })
  await page.route(/\/console\/assets\/de-[^/]+\.js$/, (route) =>
    route.fulfill(answer(`import { en } from './words/en.ts'\n${lengthening}\nexport const de = lengthened(en)\n`)),
  )
  await page.route(/\/console\/assets\/words\//, (route) => {
    const name = route.request().url().split('/assets/words/')[1] ?? ''
    const source = readFileSync(fileURLToPath(new URL(name, messages)), 'utf8')
    return route.fulfill(answer(stripTypeScriptTypes(source)))
  })
}
