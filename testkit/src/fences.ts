/** A fenced block of a page. */
export interface Fence {
  /** The text behind the backticks: "js", "js receiver.mjs". */
  language: string
  line: number
  text: string
  /** In a `<details>`: the sample before it, in another language. */
  isVariant: boolean
}

/** Every fenced block of a page, in its order. */
export function fences(markdown: string): Fence[] {
  let isVariant = false
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$|^<details>|^<\/details>/gm)].flatMap((found) => {
    if (found[1] === undefined) {
      isVariant = found[0] === '<details>'
      return []
    }
    const line = markdown.slice(0, found.index).split('\n').length
    return [{ language: found[1].trim(), line, text: found[2] ?? '', isVariant }]
  })
}

/** The text of the one block behind whose backticks this stands: "python", "js receiver.mjs". */
export function onlyFence(markdown: string, language: string): string {
  const [found, ...others] = fences(markdown).filter((fence) => fence.language === language)
  if (found === undefined || others.length > 0) throw new Error(`the page must have one block of ${language}`)
  return found.text
}
