import { counter, durationBounds, histogram } from '../metrics/index.ts'

export const sentMessages = counter({
  name: 'messaging_client_sent_messages_total',
  help: 'Events published to the bus.',
  labels: ['messaging_system', 'messaging_destination_name'],
})

export const consumedMessages = counter({
  name: 'messaging_client_consumed_messages_total',
  help: 'Events delivered to a consumer, including redeliveries.',
  labels: ['messaging_system', 'messaging_destination_name', 'messaging_consumer_group_name'],
})

export const processDurations = histogram({
  name: 'messaging_process_duration_seconds',
  help: 'Processing time of a batch of events by a consumer.',
  labels: ['messaging_system', 'messaging_destination_name', 'messaging_consumer_group_name', 'error_type'],
  bounds: durationBounds,
})
