import { fill, h, type Child } from '../dom.ts';
import { isRunning, type Member } from '../team.ts';

/** Covers a terminal with the reason why typing has no effect. */
export class Cover {
  readonly element = h('div', { class: 'over', hidden: true });

  constructor(private readonly id: string, private readonly start: () => void) {}

  /**
   * @param open whether there is a connection to the hub
   * @param member the agent; null if it is not on the roster
   */
  show(open: boolean, member: Member | null): void {
    const reason = this.reason(open, member);
    this.element.hidden = reason.length === 0;
    fill(this.element, ...reason);
  }

  private reason(open: boolean, member: Member | null): Child[] {
    if (!open) return [h('p', {}, 'No connection to the hub: typing is off.')];
    if (member === null) return [h('p', {}, `${this.id} is not on the roster.`)];
    if (isRunning(member.state)) return [];
    const words = member.state === 'error' ? 'failed' : `is ${member.state}`;
    return [
      h('p', {}, `${this.id} ${words}: ${member.reason}`),
      member.state !== 'stopping' && h('button', { type: 'button', class: 'primary' }, 'Start', { click: this.start }),
    ];
  }
}
