// The SDK's part for receivers: it makes no calls.
export * from '../../../sdks/js/src/webhooks.ts'
