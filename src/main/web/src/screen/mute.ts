import type { IParser } from '@xterm/xterm';

/**
 * Keeps a terminal from answering queries. The hub answers them, once for all viewers; an answer from xterm.js would
 * reach the agent as typed text.
 */
export function mute(parser: IParser): void {
  const ignore = (): boolean => true;
  // DA1, DA2, DA3
  for (const prefix of ['', '>', '=']) parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'c' }, ignore);
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, ignore); // XTVERSION
  for (const prefix of ['', '?']) {
    parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'n' }, ignore); // DSR
    parser.registerCsiHandler({ ...(prefix && { prefix }), intermediates: '$', final: 'p' }, ignore); // DECRQM
  }
  parser.registerCsiHandler({ final: 'x' }, ignore); // DECREQTPARM
  parser.registerCsiHandler({ final: 't' }, ignore); // XTWINOPS
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, ignore); // DECRQSS
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, ignore); // XTGETTCAP
  parser.registerOscHandler(52, ignore); // the clipboard
  for (const colours of [4, 10, 11, 12]) parser.registerOscHandler(colours, (data) => data.endsWith('?') || data.includes('?;'));
}
