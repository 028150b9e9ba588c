interface ExpectedMetric {
  type: 'counter' | 'gauge' | 'histogram'
  labels: readonly string[]
}

const counter = (...labels: string[]): ExpectedMetric => ({ type: 'counter', labels })
const gauge = (...labels: string[]): ExpectedMetric => ({ type: 'gauge', labels })
const histogram = (...labels: string[]): ExpectedMetric => ({ type: 'histogram', labels })

const rpc = ['rpc_system_name', 'rpc_method', 'rpc_response_status_code']
const bus = ['messaging_system', 'messaging_destination_name']
const pool = 'db_client_connection_pool_name'

/** The metrics that dashboards and alerts may rely on: changing one changes Plinth's interface. */
export const expectedMetrics: Readonly<Record<string, ExpectedMetric>> = {
  db_client_connection_count: gauge(pool, 'db_client_connection_state'),
  db_client_connection_pending_requests: gauge(pool),
  http_server_active_requests: gauge(),
  http_server_request_duration_seconds: histogram('http_request_method', 'http_route', 'http_response_status_code'),
  messaging_client_consumed_messages_total: counter(...bus, 'messaging_consumer_group_name'),
  messaging_client_sent_messages_total: counter(...bus),
  messaging_process_duration_seconds: histogram(...bus, 'messaging_consumer_group_name', 'error_type'),
  nodejs_eventloop_delay_max_seconds: gauge(),
  nodejs_eventloop_delay_p99_seconds: gauge(),
  nodejs_eventloop_utilization_ratio: gauge(),
  plinth_audit_seal_lag_seconds: gauge(),
  plinth_audit_unreported_heads: gauge(),
  plinth_audit_unsealed_entries: gauge(),
  plinth_auth_failures_total: counter('reason'),
  plinth_dropped_answers_total: counter(),
  plinth_entitlement_checks_total: counter('feature', 'allowed'),
  plinth_event_publish_duration_seconds: histogram('outcome'),
  plinth_events_published_total: counter('result'),
  plinth_idempotency_requests_total: counter('result'),
  plinth_outbox_lag_seconds: gauge('part'),
  plinth_part_info: gauge('part', 'version'),
  plinth_ratelimit_decisions_total: counter('tier', 'allowed'),
  plinth_clock_ahead_seconds: gauge(),
  plinth_ready: gauge('check'),
  plinth_refusals_total: counter('code'),
  plinth_request_log_rows_total: counter('result'),
  plinth_unread_answer_bytes: gauge(),
  plinth_webhook_deliveries: gauge('state'),
  plinth_webhook_delivery_duration_seconds: histogram('outcome', 'status_class'),
  plinth_webhook_endpoints: gauge('state', 'reason'),
  plinth_webhook_leases_lost_total: counter(),
  plinth_webhook_queue_lag_seconds: gauge(),
  plinth_webhook_queue_wait_seconds: histogram('attempt'),
  plinth_webhook_results_given_up_total: counter(),
  plinth_webhook_unopened_endpoints: gauge(),
  plinth_work_overdue_seconds: gauge('kind', 'work'),
  process_cpu_seconds_total: counter(),
  process_open_fds: gauge(),
  process_resident_memory_bytes: gauge(),
  process_start_time_seconds: gauge(),
  rpc_client_call_duration_seconds: histogram(...rpc),
  rpc_server_call_duration_seconds: histogram(...rpc),
  v8js_gc_duration_seconds: histogram('v8js_gc_type'),
  v8js_memory_heap_limit_bytes: gauge(),
  v8js_memory_heap_used_bytes: gauge(),
}
