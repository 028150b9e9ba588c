import { locale, words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Cause, Diagnosis, SchemeResult } from './diagnosis.ts'

// As the guide tells receivers.
const toleranceSeconds = 300

/** The findings, and how to mend each. */
export function DiagnosisText({ diagnosis: { standard, body, ageSeconds, own } }: { diagnosis: Diagnosis }) {
  const { verify: text } = words
  return (
    <div class="diagnosis">
      <Result name="webhook-signature" result={standard} sentences={text.causes} />
      <Result name="X-Webhook-Signature" result={body} sentences={text.causes} />
      {own !== undefined && <Result name={text.ownSignature} result={own} sentences={text.ownCauses} />}
      {ageSeconds !== undefined && <Clock ageSeconds={ageSeconds} />}
    </div>
  )
}

interface ResultProps {
  name: string
  result: SchemeResult
  sentences: typeof words.verify.causes | typeof words.verify.ownCauses
}

function Result({ name, result: { isValid, causes }, sentences }: ResultProps) {
  const { verify: text } = words
  return (
    <section>
      <h2>
        {name} <Badge tone={isValid ? 'good' : 'bad'} text={isValid ? text.valid : text.invalid} />
      </h2>
      {isValid && <p>{text.validText}</p>}
      {causes.map((cause) => (
        <p key={JSON.stringify(cause)}>{sentenceOf(cause, sentences)}</p>
      ))}
    </section>
  )
}

function sentenceOf(cause: Cause, sentences: ResultProps['sentences']): string {
  if (cause.kind === 'missing_header') return sentences.missing_header(cause.headers.join(', '))
  if (cause.kind === 'body') return sentences.body[cause.change]
  if (cause.kind === 'key') return sentences.key[cause.mistake]
  if (cause.kind === 'content') return sentences.content[cause.mistake]
  if (cause.kind === 'format') return sentences.format(visible(cause.expected))
  return sentences[cause.kind]
}

function Clock({ ageSeconds }: { ageSeconds: number }) {
  const { clock, time } = words.verify
  const isFresh = Math.abs(ageSeconds) <= toleranceSeconds
  const age = Math.abs(ageSeconds).toLocaleString(locale)
  const sentence = isFresh ? clock.fresh(age) : ageSeconds > 0 ? clock.old(age) : clock.ahead(age)
  return (
    <section>
      <h2>
        {time} <Badge tone={isFresh ? 'good' : 'plain'} text={isFresh ? clock.inTime : clock.outOfTime} />
      </h2>
      <p>{sentence}</p>
    </section>
  )
}
