import { Link } from 'wouter-preact'
import type { Delivery, DeliveryAttempt } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { wordOf } from '../../ui/word-of.ts'
import { TimeLine } from './time-line.tsx'

interface AttemptProps {
  delivery: Delivery
  attempt: DeliveryAttempt
  /** Of all attempts of the delivery. */
  longestMs: number
}

/** One attempt: when and why it was made, how it ended, how long each phase took, what was sent and answered. */
export function Attempt({ delivery, attempt, longestMs }: AttemptProps) {
  const { delivery: text, deliveries } = words
  const { number, outcome, status_code: code, error, started_at: startedAt } = attempt
  const sentences: Readonly<Record<string, string>> = text.outcomeSentences
  const name = wordOf(deliveries.outcomes, outcome)
  return (
    <article class="attempt" aria-label={text.attempt(number)}>
      <h3>
        {text.attempt(number)}{' '}
        <Badge tone={outcome === 'ok' ? 'good' : 'bad'} text={code === null ? name : `${name} · ${code}`} />
      </h3>
      <p class="muted">
        <Moment at={startedAt} hasSeconds /> · {wordOf(text.triggers, attempt.trigger)}
      </p>
      <p>
        {code !== null && `${text.answered(code)} `}
        {sentences[outcome]} {error !== null && code === null && outcome !== 'unknown' && visible(error)}
      </p>
      {outcome !== 'unknown' && <TimeLine attempt={attempt} longestMs={longestMs} />}
      <details>
        <summary>{text.request}</summary>
        <Request delivery={delivery} attempt={attempt} />
      </details>
      {code !== null && (
        <details>
          <summary>{text.answer}</summary>
          <Answer attempt={attempt} />
        </details>
      )}
    </article>
  )
}

function Request({ delivery, attempt: { number, url, request_headers: headers } }: Omit<AttemptProps, 'longestMs'>) {
  const { delivery: text } = words
  if (url === null || headers === null) return <p class="muted">{text.requestUnknown}</p>
  const { workspace_id, webhook_id, id: delivery_id } = delivery
  const query = new URLSearchParams({ workspace_id, webhook_id, delivery_id, attempt: String(number) })
  return (
    <>
      <p>
        POST <code>{visible(url)}</code>
      </p>
      <Headers headers={headers} name={text.request} />
      <p>
        <Link href={`/verify?${query}`}>{text.verify}</Link>
      </p>
    </>
  )
}

function Answer({ attempt }: { attempt: DeliveryAttempt }) {
  const { delivery: text } = words
  const { response_headers: headers, response_body: body, body_is_cut: isCut } = attempt
  return (
    <>
      <Headers headers={headers} name={text.answer} />
      {body === '' ? (
        <p class="muted">{text.noBody}</p>
      ) : (
        <figure>
          <figcaption>
            {isCut ? text.bodyCut : text.body} <CopyButton text={body} name={text.body} />
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre class="outside" tabIndex={0}>
            {visible(body)}
          </pre>
        </figure>
      )}
    </>
  )
}

function Headers({ headers, name }: { headers: Readonly<Record<string, string>>; name: string }) {
  const lines = Object.entries(headers)
  if (lines.length === 0) return <p class="muted">{words.delivery.noHeaders}</p>
  return (
    <>
      <dl class="headers">
        {lines.map(([header, value]) => (
          <div key={header}>
            <dt>{visible(header)}</dt>
            <dd>{visible(value)}</dd>
          </div>
        ))}
      </dl>
      <p>
        {words.delivery.copyHeaders}{' '}
        <CopyButton
          text={lines.map(([header, value]) => `${header}: ${value}`).join('\n')}
          name={words.delivery.headersOf(name)}
        />
      </p>
    </>
  )
}
