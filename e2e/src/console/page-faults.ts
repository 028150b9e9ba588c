import type { Page } from 'playwright-core'

/** Roles in the tree that screen readers are given: of controls and of parts that a user moves among. */
const named =
  'button link textbox searchbox combobox listbox checkbox radio slider spinbutton table DisclosureTriangle option dialog navigation image meter progressbar Date DateTime'
const namedRoles = new Set(named.split(' '))

interface TreeNode {
  ignored: boolean
  role?: { value?: string }
  name?: { value?: string }
}

/**
 * The faults of a page for those who do not see it or use no mouse, beyond what axe looks at. It has one heading of the first
 * level, which is in the title; a name for each control in the browser's own tree; headers of tables in it; IDs that are there
 * once; and for each control that takes the focus, that it is seen, not covered, and a target of 24 px (WCAG 2.4.7, 2.4.11, 2.5.8).
 */
export async function pageFaults(page: Page): Promise<string[]> {
  // An element that a script focuses shows it only where the last thing pressed was a key.
  await page.keyboard.press('Shift')
  const inPage = await page.evaluate<string[]>(`(${inspect})()`)
  return [...inPage, ...(await treeFaults(page))]
}

async function treeFaults(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: TreeNode[] }
  await session.detach()
  const shown = nodes.filter(({ ignored }) => !ignored)
  const countOf = (role: string) => shown.filter((node) => node.role?.value === role).length
  const headers = await page.locator('#content thead th').count()
  return [
    ...shown.flatMap(({ role, name }) =>
      namedRoles.has(role?.value ?? '') && !name?.value?.trim() ? [`a ${role?.value} has no name`] : [],
    ),
    ...(countOf('columnheader') === headers
      ? []
      : [`${countOf('columnheader')} of ${headers} headers of columns are read`]),
  ]
}

const inspect = `() => {
  const faults = []
  const seen = (one) => one.checkVisibility({ visibilityProperty: true })
  const say = (one, why) => faults.push(why + ': <' + one.localName + ' class="' + one.className + '"> ' +
    (one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40))
  const headings = [...document.querySelectorAll('h1')].filter(seen)
  if (headings.length !== 1) faults.push(headings.length + ' headings of the first level')
  else if (!document.title.includes(headings[0].textContent)) faults.push('the title is ' + document.title)
  const ids = new Set()
  for (const { id } of document.querySelectorAll('[id]')) {
    if (ids.has(id)) faults.push('twice the ID ' + id)
    ids.add(id)
  }
  const before = document.activeElement
  for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
    if (!seen(one) || one.disabled || one.closest('[inert]')) continue
    one.focus()
    if (document.activeElement !== one) continue
    const { outlineStyle, outlineOffset, display } = getComputedStyle(one)
    if (outlineStyle === 'none') say(one, 'the focus is not seen')
    const { left, top, right, bottom, width, height } = one.getBoundingClientRect()
    const at = document.elementFromPoint((Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
      (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2)
    if (at === null || !(one.contains(at) || at.contains(one))) say(one, 'focused, it is covered')
    const label = one.closest('label')?.getBoundingClientRect()
    if (display !== 'inline' && Math.min(Math.max(height, label?.height ?? 0), Math.max(width, label?.width ?? 0)) < 23.5)
      say(one, 'a target of ' + Math.round(width) + ' by ' + Math.round(height) + ' px')
    // A bar that scrolls cuts off an outline around a link.
    const scroller = one.parentElement?.closest('nav')
    if (scroller && getComputedStyle(scroller).overflowX === 'auto' && parseFloat(outlineOffset) >= 0 &&
      top - 4 < scroller.getBoundingClientRect().top) say(one, 'the outline of its focus is cut off')
  }
  if (before instanceof HTMLElement) before.focus()
  scrollTo(0, 0)
  return faults
}`
