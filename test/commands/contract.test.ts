import { describe } from 'vitest';
import { commands } from '../../commands/index.js';
import { commandContract } from '../contracts/command.js';

describe('commands', () => {
  commandContract(commands);
});
