import { counter, durationBounds, histogram } from '../metrics/index.ts'

export const sentMessages = counter({
  name: 'messaging_client_sent_messages_total',
  help: 'Events handed to the bus.',
  labels: ['messaging_system', 'messaging_destination_name'],
})

export const consumedMessages = counter({
  name: 'messaging_client_consumed_messages_total',
  help: 'Events handed to a consumer, again ones included.',
  labels: ['messaging_system', 'messaging_destination_name', 'messaging_consumer_group_name'],
})

export const processDurations = histogram({
  name: 'messaging_process_duration_seconds',
  help: 'How long a consumer took for a batch of events.',
  labels: ['messaging_system', 'messaging_destination_name', 'messaging_consumer_group_name', 'error_type'],
  bounds: durationBounds,
})
