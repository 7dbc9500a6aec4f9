import type { Member, Team } from '../team.ts';
import { newlyWaiting, isWaiting } from '../team.ts';
import { announce } from './announcer.ts';
import quietIcon from './icon.svg';
import waitingIcon from './icon-waiting.svg';
import { notify } from './preferences.ts';

/** Shows that agents wait for a person: in the title, the icon and, if permitted, by system notifications. */
export class Attention {
  private before: Team = new Map();

  /** @param open opens the agent's terminal */
  constructor(private readonly open: (id: string) => void) {}

  setTeam(team: Team): void {
    const count = [...team.values()].filter(isWaiting).length;
    document.title = count > 0 ? `(${count}) Agent Hub` : 'Agent Hub';
    document.querySelector('link[rel=icon]')?.setAttribute('href', count > 0 ? waitingIcon : quietIcon);
    // Agents that already wait when the page opens cause no notification.
    if (this.before.size > 0) newlyWaiting(this.before, team).forEach((member) => this.notify(member));
    this.before = team;
  }

  private notify(member: Member): void {
    const reason = member.waiting?.reason ?? '';
    announce(`${member.id} waits for you: ${reason}`);
    if (!notify.value || Notification.permission !== 'granted' || document.hasFocus()) return;
    const notification = new Notification(`${member.id} waits for you`, {
      body: reason, tag: `agent-hub-${member.id}`, icon: waitingIcon,
    });
    notification.onclick = () => {
      window.focus();
      this.open(member.id);
      notification.close();
    };
  }
}

/** Requests permission for notifications; the browser asks only once. */
export async function requestPermission(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted';
}
