/** Thread that unpacks one PNG and ends; a damaged one ends it with an error, which its parent hears. */
import { parentPort, workerData } from 'node:worker_threads';
import { pointsOnWhite } from './png-points.js';

const points = pointsOnWhite(workerData as Uint8Array);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(points, [points.buffer as ArrayBuffer]);
