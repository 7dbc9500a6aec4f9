import type { HubEvent } from '../wire.ts';
import { tasks } from '../words.ts';
import { announce } from './announcer.ts';
import { toast } from './toasts.ts';

/** Announces changes to screen readers, and shows problems. */
export function report(event: HubEvent): void {
  switch (event.type) {
    case 'hub_troubled':
      return toast(event.message, 'error');
    case 'notice_failed':
      return toast(`Could not notify ${event.agent_id} of ${tasks(event.tasks.length)}: ${event.reason}`, 'error');
    case 'agent_state_changed':
      return announce(`${event.agent_id} is ${event.state}`);
    case 'policy_decided':
      return announce(`Policy of ${event.agent_id}: ${event.action}, ${event.reason}`);
  }
}
