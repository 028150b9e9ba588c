export { answerDrift, type CheckedAnswer } from './answer-check.ts'
export { openApiDocument, openApiText } from './document.ts'
export { eventDrift } from './event-check.ts'
export { events } from './events.ts'
