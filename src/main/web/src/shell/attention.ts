import type { Member, Team } from '../team.ts';
import { newlyWaiting, waits } from '../team.ts';
import { announce } from './announcer.ts';
import quietIcon from './icon.svg';
import waitingIcon from './icon-waiting.svg';
import { notify } from './preferences.ts';

/** Calls a person to the agents that wait: by the title, the icon, and, where allowed, the system. */
export class Attention {
  private before: Team = new Map();

  /** @param open shows the agent's terminal */
  constructor(private readonly open: (id: string) => void) {}

  teamIs(team: Team): void {
    const count = [...team.values()].filter(waits).length;
    document.title = count > 0 ? `(${count}) Agent Hub` : 'Agent Hub';
    document.querySelector('link[rel=icon]')?.setAttribute('href', count > 0 ? waitingIcon : quietIcon);
    // What waited already when the page came up is no news.
    if (this.before.size > 0) newlyWaiting(this.before, team).forEach((member) => this.call(member));
    this.before = team;
  }

  private call(member: Member): void {
    const why = member.waiting?.reason ?? '';
    announce(`${member.id} waits for you: ${why}`);
    if (!notify.value || Notification.permission !== 'granted' || document.hasFocus()) return;
    const notification = new Notification(`${member.id} waits for you`, { body: why, tag: `agent-hub-${member.id}`, icon: waitingIcon });
    notification.onclick = () => {
      window.focus();
      this.open(member.id);
      notification.close();
    };
  }
}

/** Asks the person for consent, once; whether it is given. */
export async function consent(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted';
}
