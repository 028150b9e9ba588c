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

/**
 * Words that break in the middle, within elements that the selector names. Text from outside may be one long word, and breaks
 * anywhere: columns that say so, JSON, and listings.
 */
export function brokenWords(page: Page, within = 'body'): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const found = new Set()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode
      const element = text.parentElement
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(${JSON.stringify(within)}) === null) continue
      if (element.closest('.sr-only, .anywhere, .json, pre, select, option, textarea, svg, script, .skip')) continue
      for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\p{N}\\p{M}._@:]+/gu)) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        const lines = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom)))
        if (lines.size > 1) found.add('<' + element.localName + ' class="' + element.className + '"> ' + word)
      }
    }
    return [...found]
  })()`)
}

/** Says in a page how far it scrolls sideways, in px. */
export const sidewaysScript = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

/** How far the page scrolls sideways, in px. */
export const sideways = (page: Page): Promise<number> => page.evaluate<number>(sidewaysScript)

const spacing =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'

/** Sets the text of a page as wide as a reader may (WCAG 1.4.12), or as it was. */
export const spaceText = (page: Page, isWide: boolean): Promise<void> =>
  page.evaluate<void>(`(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(${JSON.stringify(spacing)})
    document.adoptedStyleSheets = ${isWide} ? [sheet] : []
  })()`)
