import { button, fill, h, set } from '../dom.ts';
import { icon } from '../icons.ts';
import { drawMiniature } from '../screen/miniature.ts';
import type { Screen } from '../screen/screen.ts';
import { shade } from '../shell/preferences.ts';
import type { Member } from '../team.ts';
import { isRunning } from '../team.ts';
import { ago, longAgo, tasks } from '../words.ts';

/** The actions of a card. */
export interface CardActions {
  open(id: string): void;
  details(id: string, part?: 'policy' | 'tasks'): void;
  start(id: string): void;
  stop(id: string): void;
  restart(id: string): void;
}

/** The shortest time between two drawings of a miniature. */
const DRAW_MS = 250;

/** One agent in the team view. */
export class Card {
  readonly element: HTMLElement;
  private readonly state = h('span', { class: 'state' });
  private readonly reason = h('p', { class: 'reason' });
  private readonly waiting = h('p', { class: 'waiting', hidden: true });
  private readonly canvas = h('canvas', { class: 'miniature' });
  private readonly placeholder = h('span', { class: 'placeholder' });
  private readonly inbox: HTMLButtonElement;
  private readonly launch: HTMLButtonElement;
  private readonly activity = h('span', { class: 'activity' });
  private readonly power: HTMLButtonElement;
  private readonly restart: HTMLButtonElement;
  private screen: Screen | null = null;
  private unsubscribe: (() => void) | null = null;
  private due = 0;

  constructor(private member: Member, actions: CardActions) {
    const { id } = member;
    this.inbox = button('Tasks', [], () => actions.details(id, 'tasks'), { class: 'fact' });
    this.launch = button('Policy', [], () => actions.details(id, 'policy'), { class: 'fact' });
    this.power = button('', [], () => (isRunning(this.member.state) ? actions.stop(id) : actions.start(id)));
    this.restart = button(`Restart ${id}`, icon('restart'), () => actions.restart(id), { class: 'quiet' });
    this.element = h('article', { class: 'card', 'data-agent': id, 'aria-label': `Agent ${id}` }, [
      h('header', {}, [h('h2', {}, id), this.state, h('div', { class: 'tools' }, [
        this.power, this.restart,
        button(`Details of ${id}`, icon('details'), () => actions.details(id), { class: 'quiet' }),
      ])]),
      this.waiting,
      h('button', { type: 'button', class: 'peek', 'aria-label': `Open the terminal of ${id}` }, [this.canvas, this.placeholder], {
        click: () => actions.open(id),
      }),
      this.reason,
      h('footer', {}, [this.inbox, this.launch, this.activity]),
    ]);
    this.show(member);
  }

  show(member: Member): void {
    this.member = member;
    set(this.element, { 'data-state': member.state, 'data-waiting': member.waiting !== null });
    fill(this.state, member.state);
    fill(this.inbox, icon('inbox'), tasks(member.inbox));
    this.inbox.classList.toggle('some', member.inbox > 0);
    fill(this.launch, `launch ${member.launch}`);
    const running = isRunning(member.state);
    fill(this.power, icon(running ? 'stop' : 'play'), running ? 'Stop' : 'Start');
    set(this.power, {
      'aria-label': `${running ? 'Stop' : 'Start'} ${member.id}`, title: null, disabled: member.state === 'stopping',
    });
    this.restart.hidden = !running;
    this.placeholder.hidden = running;
    fill(this.placeholder, member.state === 'error' ? 'failed' : member.state === 'stopping' ? 'stopping' : 'not running');
    this.tick(Date.now());
    this.draw();
  }

  /** Updates the relative times. */
  tick(now: number): void {
    const { reason, since, waiting, lastActivity, state } = this.member;
    fill(this.reason, `${reason === '' ? state : reason} · ${ago(since, now)}`);
    this.reason.title = reason;
    this.waiting.hidden = waiting === null;
    fill(this.waiting, waiting === null ? '' : `Waits for you: ${waiting.reason} · ${ago(waiting.since, now)}`);
    fill(this.activity, lastActivity !== null && isRunning(state) ? `active ${longAgo(lastActivity, now)}` : '');
  }

  /** Draws this screen in the card while it is visible; null stops that. */
  showScreen(screen: Screen | null): void {
    this.unsubscribe?.();
    this.unsubscribe = null;
    this.screen = screen;
    if (screen === null) return;
    const written = screen.term.onWriteParsed(() => this.draw());
    const resized = screen.term.onResize(() => this.draw());
    const shaded = shade.watch(() => this.draw());
    this.unsubscribe = () => {
      written.dispose();
      resized.dispose();
      shaded();
    };
  }

  private draw(): void {
    if (this.due !== 0 || this.screen === null) return;
    this.due = window.setTimeout(() => requestAnimationFrame(() => {
      this.due = 0;
      if (this.screen !== null && !document.hidden) drawMiniature(this.canvas, this.screen.term, shade.value);
    }), DRAW_MS);
  }
}
