import type { Page } from 'playwright-core'

/**
 * Texts that are cut off: wider than their element, or beyond an element around them that hides what does not fit. Text
 * that its reader can scroll to, that is cut with its whole in a `title`, or that is for screen readers alone, is not.
 */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const found = new Set()
    const say = (element, why) => found.add(why + ': <' + element.localName + ' class="' + element.className + '"> ' +
      element.textContent.trim().slice(0, 60))
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode
      const element = text.parentElement
      if (text.data.trim() === '' || !element.checkVisibility({ visibilityProperty: true })) continue
      if (element.closest('.sr-only, select, option, textarea, svg, script, .skip')) continue
      const style = getComputedStyle(element)
      const isEllipsed = (one) => getComputedStyle(one).textOverflow === 'ellipsis' && one.closest('[title]') !== null
      const canScroll = ({ overflowX }) => overflowX === 'auto' || overflowX === 'scroll'
      if (style.clipPath !== 'none' || isEllipsed(element)) continue
      if (element.clientWidth > 0 && !canScroll(style) && element.scrollWidth > element.clientWidth + 1)
        say(element, 'wider than its element by ' + (element.scrollWidth - element.clientWidth) + ' px')
      const range = document.createRange()
      range.selectNodeContents(text)
      const box = range.getBoundingClientRect()
      for (let around = element; around !== null && around !== document.body; around = around.parentElement) {
        const outer = getComputedStyle(around)
        if (canScroll(outer)) break
        if (isEllipsed(around) || !/hidden|clip/.test(outer.overflowX + outer.overflowY)) continue
        const edge = around.getBoundingClientRect()
        if (outer.clipPath !== 'none') break
        if (box.right > edge.right + 1 || box.left < edge.left - 1 || box.bottom > edge.bottom + 1)
          say(element, 'hidden by <' + around.localName + ' class="' + around.className + '">')
      }
    }
    return [...found]
  })()`)
}

/** Says in a page how far it scrolls sideways, in px. */
export const sidewaysScript = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

/** How far the page scrolls sideways, in px. */
export const sideways = (page: Page): Promise<number> => page.evaluate<number>(sidewaysScript)
