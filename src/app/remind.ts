/** Reminders: what falls due is queued (`tick`), looked at again before it is sent, and kept within hours. */
export { composeDigest } from './remind/digest.js';
export { createSendableAt } from './remind/hours.js';
export { startsOfSending } from './remind/policies.js';
export { rememberSent } from './remind/queue.js';
export { createRefresh } from './remind/refresh.js';
export { tick } from './remind/tick.js';
