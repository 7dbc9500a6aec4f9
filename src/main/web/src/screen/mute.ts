import type { IParser } from '@xterm/xterm';

/**
 * Takes a terminal its voice. The hub answers what programs ask their terminal, once, whoever watches; an answer from here would reach
 * the agent as typed text. So every question that xterm.js would answer is swallowed.
 */
export function mute(parser: IParser): void {
  const swallow = (): boolean => true;
  for (const prefix of ['', '>', '=']) parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'c' }, swallow); // DA1, DA2, DA3
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, swallow); // XTVERSION
  for (const prefix of ['', '?']) {
    parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'n' }, swallow); // DSR
    parser.registerCsiHandler({ ...(prefix && { prefix }), intermediates: '$', final: 'p' }, swallow); // DECRQM
  }
  parser.registerCsiHandler({ final: 'x' }, swallow); // DECREQTPARM
  parser.registerCsiHandler({ final: 't' }, swallow); // XTWINOPS
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow); // DECRQSS
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallow); // XTGETTCAP
  parser.registerOscHandler(52, swallow); // the clipboard
  for (const colours of [4, 10, 11, 12]) parser.registerOscHandler(colours, (data) => data.endsWith('?') || data.includes('?;'));
}
