/** The registry of chat commands, in the order help shows them. */
import type { Command } from '../src/domain/command.js';
import { khongphatsinh, xong } from './bao-xong.js';
import { bienlai } from './bienlai.js';
import { dondoc } from './dondoc.js';
import { donvi } from './donvi.js';
import { duyet } from './duyet.js';
import { giahan } from './giahan.js';
import { han } from './han.js';
import { hoannhac } from './hoannhac.js';
import { huy } from './huy.js';
import { kehoach } from './kehoach.js';
import { nghiphep } from './nghiphep.js';
import { nhacviec } from './nhacviec.js';
import { nhom } from './nhom.js';
import { nop } from './nop.js';
import { lienket, start } from './start.js';
import { tiendo } from './tiendo.js';
import { tonghop } from './tonghop.js';
import { trogiup } from './trogiup.js';
import { tuychon } from './tuychon.js';
import { viec } from './viec.js';

export const commands: readonly Command[] = [
  viec,
  han,
  nop,
  xong,
  khongphatsinh,
  giahan,
  hoannhac,
  nghiphep,
  bienlai,
  duyet,
  tiendo,
  tonghop,
  dondoc,
  nhacviec,
  kehoach,
  donvi,
  nhom,
  tuychon,
  lienket,
  start,
  huy,
  trogiup,
];

/** The command of a name or alias (lower case, without the slash); undefined when there is none. */
export function commandNamed(name: string): Command | undefined {
  return commands.find((command) => command.name === name || command.aliases.includes(name));
}
