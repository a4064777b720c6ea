/** What handling a message needs, and what one handling unit is. */
import type { Command, Rules, Services } from '../domain/command.js';
import type { InboxRow } from '../domain/message.js';
import type { Channel, Clock, Log, Store } from '../domain/ports.js';
import type { PrepareDeps } from './prepare.js';

/** Everything outside that handling a message uses. */
export interface HandleDeps extends PrepareDeps {
  store: Store;
  clock: Clock;
  log: Log;
  channels: ReadonlyMap<string, Channel>;
  commands: readonly Command[];
  rules: Rules;
  services: Services;
  /** Wakes delivery: a message was put in the outbox before the handling is done. */
  wake?: () => void;
}

/** What one handling unit is: a row, or all rows of an album. */
export type Batch = readonly [Readonly<InboxRow>, ...Readonly<InboxRow>[]];
