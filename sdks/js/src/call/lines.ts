import type { BodyReader } from '../options.ts'
import { inTime, noWholeAnswer, type Running } from './attempt.ts'
import type { Settings } from './settings.ts'

// In UTF-16 units. The beginning of a line is kept until its end arrives; lines of Plinth are shorter than this.
const lineMax = 2 ** 23

/** Whole lines, without their ends. Throws for a body that ends within one; each wait for more may take `timeout`. */
export async function* linesOf(reader: BodyReader, running: Running, settings: Settings) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await inTime(running, settings, () => reader.read())
      const text = decoder.decode(value, { stream: !done })
      if (text.includes('\n')) {
        const lines = (rest + text).split('\n')
        rest = lines.pop() as string
        yield* lines
      } else rest += text
      if (done && rest === '') return
      if (done || rest.length > lineMax) throw noWholeAnswer(settings, 'it ended within a line.')
    }
  } finally {
    // Not by the signal: a collected answer takes the way from the signal to its body with it.
    reader.cancel().catch(() => undefined)
  }
}
