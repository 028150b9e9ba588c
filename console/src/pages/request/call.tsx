import { Link } from 'wouter-preact'
import type { FoundRequest } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { type Fact, Facts } from '../../ui/facts.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { msText } from '../../ui/time.ts'
import { Answer } from '../requests/answer.tsx'
import { callName } from '../requests/call-name.tsx'
import { Changes } from './changes.tsx'
import { Decision } from './decision.tsx'

/** One call. What the first of a page changed is there at once, of others when it is asked for. */
export function Call({ call, isFirst }: { call: FoundRequest; isFirst: boolean }) {
  const { request: text, requests } = words
  const { actor, workspace_id: workspaceId } = call
  const id = (name: string, value: string | null): Fact[] =>
    value === null ? [] : [[name, <IdText id={value} name={name} />]]
  const who = visible(actor.name ?? '') || actor.id || ''
  return (
    <section>
      <h2>{callName(call)}</h2>
      <Facts
        facts={[
          [requests.at, <Moment at={call.at} hasSeconds />],
          [requests.answer, <Answer status={call.status} code={call.code} />],
          [requests.duration, msText(call.duration_ms)],
          ...(call.path === null ? [] : [[text.path, <code>{visible(`${call.method} ${call.path}`)}</code>] as const]),
          [
            requests.who,
            <>
              {text.actor[actor.type as 'user'] ?? actor.type}{' '}
              {call.user_id === null ? who : <Link href={`/users/${call.user_id}`}>{who}</Link>}
            </>,
          ],
          ...id(text.key, call.key_id),
          ...id(text.session, call.session_id),
          ...(workspaceId === null
            ? []
            : [[requests.workspace, <Link href={`/workspaces/${workspaceId}`}>{workspaceId}</Link>] as const]),
          ...id(text.namespace, call.namespace_id),
          ...(call.limited_by === null ? [] : [[text.limitedBy, visible(call.limited_by)] as const]),
        ]}
      />
      {call.is_replayed && <p class="notice">{text.replayed}</p>}
      {call.omitted > 0 && <p class="muted">{requests.omitted(call.omitted.toLocaleString(locale))}</p>}
      {call.decision !== null && <Decision call={call} decision={call.decision} />}
      <Changes call={call} isOpen={isFirst} />
    </section>
  )
}
