/** The two tabs of an app in Slack: Home and Messages. */
import { unreadMark } from './members.js';

const tabs = [...document.querySelectorAll('[role=tab]')];
const messages = document.getElementById('messages-tab');

/** Whether the panel with this id is the one on the screen. */
export function isOpen(panel) {
  return !document.getElementById(panel).hidden;
}

/** @param opened is told which panel was opened, also when it was open before: that opens it anew */
export function listenForTabs(opened) {
  const open = (tab) => {
    for (const one of tabs) {
      one.setAttribute('aria-selected', String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      document.getElementById(one.getAttribute('aria-controls')).hidden = one !== tab;
    }
    opened(tab.getAttribute('aria-controls'));
  };
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener('click', () => open(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      next.focus();
      open(next);
    });
  }
}

/** @param unread how many messages came while the home tab was open */
export function drawTabs(unread) {
  messages.querySelector('.unread')?.remove();
  if (unread > 0) messages.append(unreadMark(unread));
}
