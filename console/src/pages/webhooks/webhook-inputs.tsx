import { words } from '../../messages/index.ts'
import { choicesOf, Input, Lines, Select } from '../../ui/field.tsx'
import { EventTree } from './event-tree.tsx'
import { areSeconds, filterOf, headerPairs, type WebhookFields } from './webhook-form.ts'

interface WebhookInputsProps {
  fields: WebhookFields
  change: (changes: Partial<WebhookFields>) => void
  /** Nothing is sent to it, so it has no URL and what belongs to that. */
  isPolled: boolean
}

/** The names of the fields. */
export const webhookLabels = (): Readonly<Record<keyof WebhookFields, string>> => {
  const { url, description, events, headers, schedule, rate, namespaces, channels, filter, payload, ordering } =
    words.webhooks
  return { url, description, events, headers, schedule, rate, namespaces, channels, filter, payload, ordering }
}

export function WebhookInputs({ fields, change, isPolled }: WebhookInputsProps) {
  const { webhooks: text } = words
  return (
    <>
      {!isPolled && (
        <Input
          label={text.url}
          name="url"
          hint={text.urlHint}
          value={fields.url}
          onChange={(url) => change({ url })}
          isRequired
        />
      )}
      <Input
        label={text.description}
        name="description"
        value={fields.description}
        onChange={(description) => change({ description })}
        isOptional
      />
      <EventTree value={fields.events} onChange={(events) => change({ events })} />
      {/* A field with a mistake must be seen. */}
      <details
        class="more"
        onInvalidCapture={({ currentTarget }) => {
          currentTarget.open = true
        }}
      >
        <summary>{text.more}</summary>
        <MoreInputs {...{ fields, change, isPolled }} />
      </details>
    </>
  )
}

function MoreInputs({ fields, change, isPolled }: WebhookInputsProps) {
  const { webhooks: text } = words
  return (
    <>
      {!isPolled && (
        <>
          <Lines
            label={text.headers}
            name="headers"
            hint={text.headersHint}
            value={fields.headers}
            onChange={(headers) => change({ headers })}
            mistake={headerPairs(fields.headers) === undefined ? text.headersMistake : undefined}
          />
          <Input
            label={text.schedule}
            name="retry_schedule_seconds"
            hint={text.scheduleHint}
            value={fields.schedule}
            onChange={(schedule) => change({ schedule })}
            mistake={areSeconds(fields.schedule) ? undefined : text.scheduleMistake}
          />
          <Input
            label={text.rate}
            name="rate_limit"
            hint={text.rateHint}
            type="number"
            min={1}
            max={1_000}
            value={fields.rate}
            onChange={(rate) => change({ rate })}
          />
        </>
      )}
      <Lines
        label={text.filter}
        name="filter"
        hint={text.filterHint}
        value={fields.filter}
        onChange={(filter) => change({ filter })}
        mistake={filterOf(fields.filter) === undefined ? text.filterMistake : undefined}
      />
      <Lines
        label={text.namespaces}
        name="namespace_ids"
        hint={text.namespacesHint}
        value={fields.namespaces}
        onChange={(namespaces) => change({ namespaces })}
      />
      <Lines
        label={text.channels}
        name="channels"
        hint={text.channelsHint}
        value={fields.channels}
        onChange={(channels) => change({ channels })}
      />
      <Select
        label={text.payload}
        value={fields.payload}
        options={choicesOf(text.payloads)}
        onChange={(payload) => change({ payload })}
      />
      <Select
        label={text.ordering}
        value={fields.ordering}
        options={choicesOf(text.orderings)}
        onChange={(ordering) => change({ ordering })}
      />
    </>
  )
}
