import type { Page } from 'playwright-core'

const markup = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "'><iframe src=javascript:alert(1)>",
  '<style>*{display:none}</style>',
  '<a href="javascript:alert(1)">x</a>',
  '<base href=//example.com>',
  '<meta http-equiv=refresh content=0>',
  '</pre></code></main><h1>out</h1>',
  '<!-- --!> <b>',
  '{{constructor.constructor("alert(1)")()}}',
  '#{alert(1)}',
  '&lt;b&gt;&amp;&#x202e;',
  '<details open ontoggle=alert(1)>',
  '<math><mtext></p><img src=x onerror=alert(1)>',
  ']]><![CDATA[<b>]]>',
]
// Direction, zero width, controls, separators, tags, variation: each alone, at the beginning and within a word.
const hidden = [
  0x00, 0x07, 0x08, 0x0b, 0x0d, 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x200e, 0x202e, 0x2028, 0x2066, 0xfeff, 0xe0041,
]
const marks = hidden.map((code) => String.fromCodePoint(code))
const others = [
  '\u001b[2J\u001b[31m',
  'a\u0301'.repeat(200),
  '🏳️‍🌈'.repeat(30),
  'https://example.com/'.repeat(60),
  'no-break-'.repeat(200),
  'ﷺ'.repeat(100),
  'שלום עולם مرحبا',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  ' ',
  'null',
  'NaN',
  '\\u202e',
  '%00%0a',
]

/** At least 60 texts that must change nothing but text. */
export const hostileTexts: readonly string[] = [
  ...markup,
  ...marks,
  ...marks.map((mark) => `pay${mark}txt.exe`),
  ...others,
]

/**
 * The characters that are not seen; a line break and a tab are seen, and what joins the parts of an emoji. The page itself puts
 * FSI and PDI around names in its sentences (console/src/messages/isolated.ts).
 */
export const hiddenCharacter = /(?![\n\t\u2068\u2069]|\u200D\u{1F308})[\p{Cc}\p{Cf}\u2028\u2029]/u

/** Texts of the page, those for screen readers too, with a hidden character in them: as JSON, cut around that character. */
export async function hiddenIn(page: Page): Promise<string[]> {
  const said = await page.evaluate<string[]>(`[document.title, document.body.textContent,
    ...[...document.querySelectorAll('*')].flatMap((one) =>
      ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? ''))]`)
  return said.flatMap((text) => {
    const at = text.search(hiddenCharacter)
    return at < 0 ? [] : [JSON.stringify(text.slice(Math.max(0, at - 30), at + 30))]
  })
}
