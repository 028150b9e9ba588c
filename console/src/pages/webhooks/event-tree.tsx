import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { Sample } from '../../ui/sample.tsx'
import { type EventGroup, groupsOf, isIncluded, othersOf, toggled } from './event-groups.ts'
import { useEventType, useEventTypes } from './event-type-query.ts'

interface EventTreeProps {
  value: readonly string[]
  onChange: (events: readonly string[]) => void
}

/** The event types by resource, each with a sample; a choice of all or of a resource includes those to come. */
export function EventTree({ value, onChange }: EventTreeProps) {
  const { webhooks: text } = words
  const { data, error, refetch } = useEventTypes()
  const groups = groupsOf(data ?? [], value)
  const tick = (name: string, label: string, description?: string) => (
    <EventTick {...{ name, label, description, value }} onToggle={() => onChange(toggled(name, value))} />
  )
  return (
    <fieldset class="events">
      <legend>
        {text.events} <span class="muted">({text.chosen(value.length)})</span>
      </legend>
      {tick('*', text.allEvents)}
      {data === undefined && (error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />)}
      {groups.map((group) => (
        <Group key={group.resource} group={group} value={value}>
          {tick}
        </Group>
      ))}
      {data !== undefined &&
        othersOf(groups, value).map((name) => (
          <div key={name}>{tick(name, `${text.otherEvents}: ${visible(name)}`)}</div>
        ))}
    </fieldset>
  )
}

interface GroupProps {
  group: EventGroup
  value: readonly string[]
  children: (name: string, label: string, description?: string) => ComponentChildren
}

function Group({ group: { resource, all, types }, value, children: tick }: GroupProps) {
  const { webhooks: text } = words
  const [isOpen, setOpen] = useState(false)
  const [sampled, setSampled] = useState<string>()
  const count = types.filter(({ name }) => value.includes(name) || isIncluded(name, value)).length
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {visible(resource)}{' '}
        <span class="muted">
          {count}/{types.length}
        </span>
      </summary>
      {isOpen && (
        <>
          {tick(all, text.allOf(visible(resource)))}
          {types.map(({ name, description }) => (
            <div key={name} class="event">
              {tick(name, visible(name), visible(description))}
              <button
                type="button"
                class="link"
                aria-expanded={sampled === name}
                aria-label={text.sampleOf(visible(name))}
                onClick={() => setSampled(sampled === name ? undefined : name)}
              >
                {text.sample}
              </button>
              {sampled === name && <EventSample type={name} />}
            </div>
          ))}
        </>
      )}
    </details>
  )
}

interface EventTickProps {
  name: string
  label: string
  description?: string | undefined
  value: readonly string[]
  onToggle: () => void
}

function EventTick({ name, label, description, value, onToggle }: EventTickProps) {
  const included = isIncluded(name, value)
  return (
    <label class="tick">
      <input type="checkbox" checked={included || value.includes(name)} disabled={included} onChange={onToggle} />
      <span>
        {label}
        {description !== undefined && <span class="small muted"> {description}</span>}
      </span>
    </label>
  )
}

function EventSample({ type }: { type: string }) {
  const { webhooks, eventTypes } = words
  const { data, error, refetch } = useEventType(type)
  if (data === undefined) return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />
  if (data?.example == null) return <p class="muted">{eventTypes.noSample}</p>
  return <Sample name={webhooks.sampleOf(visible(type))} text={visible(JSON.stringify(data.example, null, 2))} />
}
