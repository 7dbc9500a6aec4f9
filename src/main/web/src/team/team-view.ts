import { fill, h } from '../dom.ts';
import type { Screens } from '../screen/screens.ts';
import { sortedMembers, isRunning, isWaiting, type Member, type Team } from '../team.ts';
import { Card, type CardActions } from './card.ts';

const TICK_MS = 5000;
/** The number of agents from which on the filter is shown. */
const FILTER_FROM = 12;

/** The team as cards. Only visible cards stream their miniatures. */
export class TeamView {
  readonly element: HTMLElement;
  private readonly summary = h('p', { class: 'summary' });
  private readonly filter = h('input', { type: 'search', placeholder: 'Find an agent', 'aria-label': 'Find an agent', hidden: true });
  private readonly grid = h('div', { class: 'cards' });
  private readonly cards = new Map<string, Card>();
  private readonly visibility: IntersectionObserver;
  private team: Team = new Map();

  constructor(private readonly screens: Screens, private readonly actions: CardActions) {
    this.visibility = new IntersectionObserver(
      (entries) => entries.forEach((entry) => this.onVisibility(entry)), { rootMargin: '80px' });
    this.filter.addEventListener('input', () => this.arrange());
    this.element = h('main', { class: 'team', 'aria-label': 'Team' }, [h('div', { class: 'bar' }, [this.summary, this.filter]), this.grid]);
    setInterval(() => this.cards.forEach((card) => card.tick(Date.now())), TICK_MS);
  }

  setTeam(team: Team): void {
    const before = this.team;
    this.team = team;
    for (const [id, card] of this.cards) {
      if (!team.has(id)) this.remove(id, card);
    }
    for (const member of team.values()) {
      if (member !== before.get(member.id)) this.card(member).show(member);
    }
    this.filter.hidden = team.size < FILTER_FROM;
    fill(this.summary, ...summary(team));
    this.arrange();
  }

  private card(member: Member): Card {
    let card = this.cards.get(member.id);
    if (card === undefined) {
      card = new Card(member, this.actions);
      this.cards.set(member.id, card);
      this.visibility.observe(card.element);
    }
    return card;
  }

  private remove(id: string, card: Card): void {
    this.visibility.unobserve(card.element);
    card.element.remove();
    card.showScreen(null);
    this.screens.miniature(id, false);
    this.cards.delete(id);
  }

  /** Sorts and filters the cards. Moving an element loses the focus, so it is restored. */
  private arrange(): void {
    const focused = document.activeElement;
    const wanted = this.filter.value.trim().toLowerCase();
    let place = this.grid.firstElementChild;
    for (const { id } of sortedMembers(this.team)) {
      const element = this.cards.get(id)?.element;
      if (element === undefined) continue;
      element.hidden = !id.includes(wanted);
      if (element === place) place = place.nextElementSibling;
      else this.grid.insertBefore(element, place);
    }
    if (focused instanceof HTMLElement && this.grid.contains(focused)) focused.focus({ preventScroll: true });
  }

  private onVisibility({ target, isIntersecting }: IntersectionObserverEntry): void {
    const id = (target as HTMLElement).dataset['agent'] ?? '';
    const screen = this.screens.miniature(id, isIntersecting);
    this.cards.get(id)?.showScreen(isIntersecting ? screen : null);
  }
}

function summary(team: Team): (HTMLElement | string)[] {
  const members = [...team.values()];
  const waiting = members.filter(isWaiting).length;
  const failed = members.filter(({ state }) => state === 'error').length;
  const parts: [string, string][] = [
    ['', `${members.length} ${members.length === 1 ? 'agent' : 'agents'}`],
    ['on', `${members.filter(({ state }) => isRunning(state)).length} running`],
    ...(waiting > 0 ? [['wait', `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for you`] as [string, string]] : []),
    ...(failed > 0 ? [['bad', `${failed} failed`] as [string, string]] : []),
  ];
  return parts.map(([kind, words]) => h('span', { class: kind }, words));
}
