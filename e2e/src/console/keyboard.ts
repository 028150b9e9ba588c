import type { Locator, Page } from 'playwright-core'

const pressesMax = 120

export const focused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === element.ownerDocument.activeElement)

/** Presses Tab until the element has the focus, as a person without a mouse does. */
export async function tabTo(locator: Locator): Promise<void> {
  await locator.waitFor()
  const { keyboard } = locator.page()
  for (let presses = 0; presses < pressesMax; presses++) {
    if (await focused(locator)) return
    await keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${locator}`)
}

/** Goes to the button or link and presses Enter. */
export async function enter(locator: Locator): Promise<void> {
  await tabTo(locator)
  await locator.page().keyboard.press('Enter')
}

/** Opens what "Go to …" finds first. */
export async function goToFirst({ keyboard }: Page, text: string): Promise<void> {
  await keyboard.press('Control+k')
  await keyboard.type(text)
  await keyboard.press('Enter')
}

/** Goes to the field and types in place of what it has; a choice of a list is typed as well. */
export async function typeInto(locator: Locator, text: string): Promise<void> {
  await tabTo(locator)
  const { keyboard } = locator.page()
  await keyboard.press('Control+a')
  await keyboard.type(text)
}
