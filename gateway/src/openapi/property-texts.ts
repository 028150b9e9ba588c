/** The meaning of a property by its name, for every schema that does not describe it. Texts say units, origins and what null means. */
interface PropertyText {
  text: string
  /** Added where the value may be null. */
  whenNull?: string
}

const texts = (entries: Readonly<Record<string, string>>): Record<string, PropertyText> =>
  Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, { text }]))

const nullable = (entries: Readonly<Record<string, readonly [string, string]>>): Record<string, PropertyText> =>
  Object.fromEntries(Object.entries(entries).map(([name, [text, whenNull]]) => [name, { text, whenNull }]))

const ofPages = {
  ...nullable({
    next_cursor: ['`cursor` of the next page.', 'Null: this is the last page.'],
    prev: ['URL of the previous page.', 'Null on the first page.'],
    next: ['URL of the next page.', 'Null on the last page.'],
  }),
  ...texts({
    first: 'URL of the first page.',
    last: 'URL of the last page.',
    current_page: 'Number of this page, from 1.',
    last_page: 'Number of the last page, at least 1.',
    per_page: 'Maximum number of entries of a page.',
  }),
}

const ofErrors = texts({
  message: 'A sentence for people; its wording may change.',
  details: 'Sentences by field.',
  index: 'Position in the request, from 0.',
  request_id: 'ID of the request, as in `X-Request-ID`.',
  retry_after: 'Seconds to wait before the next try.',
  succeeded: 'Operations that were done.',
})

const ofAccess = {
  ...nullable({
    last_used_at: ['Time of the last use, written within seconds.', 'Null: it was never used.'],
    expires_at: ['Time at which it ends.', 'Null: it has no end.'],
    invited_by: ['ID of the inviting user.', 'Null: an operator invited.'],
  }),
  ...texts({
    scopes: 'What the key may do, such as `read:webhooks`.',
    prefix: 'First characters of the key, to identify it.',
    idle_expires_at: 'Time at which the session ends if it is not used.',
    key: 'The key that the caller uses, or that the session acts for.',
    rate_limit_tier: 'The rate limits of the key are those of the lower of this tier and the tier of its workspace.',
    token: 'The token that the user received.',
    email_verified: 'True: the address is verified.',
    member_since: 'Time at which the user became a member.',
  }),
}

const ofTenants = {
  ...nullable({ namespace_id: ['ID of the namespace concerned.', 'Null: none is.'] }),
  ...texts({
    slug: 'Short name for URLs: lower-case letters, digits and single dashes.',
    tier: 'Decides the rate limits: `free`, `pro`, `business` or `enterprise`.',
    settings: '`timezone` (IANA), `locale` (BCP 47) and any other keys.',
    metadata: 'Your own pairs of strings.',
    owner_id: 'ID of the owner: a user, a workspace or a namespace.',
    owner_type: 'Whether a user or a workspace owns it.',
    uuid: 'A second identifier, which paths take too.',
    deleted_at: 'Time of the deletion.',
  }),
}

const ofPlans = {
  ...nullable({
    starts_at: ['Time from which it counts.', 'Null: it has no beginning.'],
    limit: ['The limit, in the unit of the feature.', 'Null: there is none.'],
    available: ['Amount that can still be used.', 'Null without a limit.'],
    unit: ['Unit of the amounts, such as `bytes`.', 'Null: they have none.'],
    window_start: ['Start of the window in which usage counts.', 'Null without a window.'],
    window_end: ['End of the window in which usage counts.', 'Null without a window.'],
    reset_at: ['Time at which counting starts again.', 'Null: never.'],
    rolling_days: ['Days of a rolling reset.', 'Null for other resets.'],
    subject_id: ['ID of what was changed.', 'Null: nothing with an ID.'],
  }),
  ...texts({
    feature: 'Code of the feature.',
    features: 'Features with their limits.',
    packages: 'Packages with their features.',
    package: 'The assigned package.',
    quantity: 'Amount, in the unit of the feature.',
    used: 'Usage in the current window.',
    reserved: 'Amount that open reservations set aside.',
    unlimited: 'True: usage has no limit.',
    allowed: 'False: the plan refuses.',
    current_usage: 'Usage in the current window, without reservations.',
    as_of: 'Time at which the decision was true.',
    exact: 'False: the decision is from a cache, or some usage could not be counted.',
    level: 'Whose packages: those of the namespace, of the paying workspace, or of the tier of the user.',
    pool: 'Code of the feature whose pool is used.',
    is_counted: 'True: the decision counts it.',
    billing_anchor: 'Start from which monthly windows are counted.',
    is_stackable: 'True: an owner can have the add-on more than once.',
    threshold: 'Percentage of the limit.',
    recorded_at: 'Time at which it was counted.',
    recorded: 'Usage that was recorded in the bucket.',
    given_back: 'Usage that was given back in the bucket.',
    balance: 'Usage that the balance has.',
    ledger: 'Sum of the usage records.',
    alerts: 'Thresholds that usage reached.',
    action: 'Type of the change, such as `package.assigned`.',
    change: 'What the change was; the fields depend on the action.',
    checks: 'Up to 100 checks.',
    ttl_seconds: 'Seconds after which the reservation expires.',
    dry_run: 'True: nothing was changed.',
  }),
}

const ofEvents = {
  ...nullable({
    disabled_at: ['Time at which it was disabled.', 'Null while it is active.'],
    disabled_reason: ['`by_request`, `gone` (the URL answered 410) or `failures`.', 'Null while it is active.'],
    delivered_at: ['Time at which it was delivered.', 'Null: it was not.'],
    next_attempt_at: ['Time of the next attempt.', 'Null: none is planned.'],
    held_since: ['Time since which it is held.', 'Null: it is not held.'],
    status_code: ['Status of the response.', 'Null: there was no response.'],
    error: ['Reason of the failure.', 'Null: nothing failed.'],
    oldest_due_at: ['Time since which the oldest delivery is due.', 'Null: none is due.'],
    ordering_key: ['Events with the same key can be delivered in order.', 'Null: the event has no order.'],
    started_at: ['Start of the attempt.', 'Null: it is not known.'],
    group: ['Heading under which lists show the type.', 'Null: none.'],
  }),
  ...texts({
    object: 'The object that the event is about.',
    attributes: 'Fields of the object at that time.',
    event_type: 'Type of the event.',
    event_types: 'All event types of the product: those that are left out are removed.',
    url: 'URL that deliveries are sent to.',
    secret: 'Your own signing secret. Default: generated.',
    per_second: 'Deliveries that may start in a second.',
    consecutive_failures: 'Deliveries that failed one after the other.',
    attempts: 'Number of attempts so far.',
    number: 'Number of the attempt, from 1.',
    due_at: 'Time of the attempt.',
    trigger: 'Why the attempt was made: `schedule`, `manual` for a retry, `replay` or `test`.',
    outcome:
      '`ok` for a 2xx or an acknowledged poll, `http` for another status, and `returned` if a poll gave the delivery back; without a response `timeout`, `connect`, `dns`, `tls`, `blocked` for a refused address, or `unknown`.',
    response_headers: 'Headers of the response.',
    response_body: 'The first 16 KiB of the response.',
    timings_ms: 'Milliseconds of each phase: `wait`, `dns`, `connect`, `tls`, `first_byte` and `total`.',
    response_time_ms: 'Duration of the test in milliseconds.',
    matches: 'True if the event meets the filter.',
    since: 'Deliveries that were created from then on.',
    by_webhook: 'Number of deliveries to send again, for each webhook.',
    points: 'One for each bucket with attempts.',
    timed_out: 'Attempts without a whole response in time.',
    in_flight: 'Deliveries that are being sent.',
    done: 'IDs of deliveries that were ended, or given back.',
  }),
}

const ofLogs = {
  ...nullable({
    actor: ['The caller who made the change.', 'Null: it is not known.'],
    idempotency_key: ['Idempotency-Key of the request.', 'Null: it had none.'],
    ip: ['IP address of the caller.', 'Null: it is not known.'],
  }),
  ...texts({
    at: 'Time at which it happened.',
    target: 'What was changed.',
    method: 'HTTP method.',
    duration_ms: 'Milliseconds from the arrival of the request to the response.',
    response_time: 'Milliseconds from the arrival of a request to its response.',
    data_transfer: 'Bytes of the bodies.',
    groups: 'With `group_by`: the totals of each group.',
    sealed_at: 'Time at which the entry was sealed.',
  }),
}

export const propertyTexts: Readonly<Record<string, PropertyText>> = {
  ...ofPages,
  ...ofErrors,
  ...ofAccess,
  ...ofTenants,
  ...ofPlans,
  ...ofEvents,
  ...ofLogs,
}
