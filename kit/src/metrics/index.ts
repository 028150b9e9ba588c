export { type Counter, counter } from './counter.ts'
export { gauge, type Reading } from './gauge.ts'
export { durationBounds, type Histogram, histogram } from './histogram.ts'
export { metricsText } from './registry.ts'
