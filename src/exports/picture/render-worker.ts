/** The thread in which a picture is drawn: gets the SVG, gives back the PNG. */
import { parentPort, workerData } from 'node:worker_threads';
import { pngNow } from './render.js';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(new Uint8Array(pngNow(workerData as string)));
