import { byId, el } from './dom.js';

const PRESS_MS = 500;

/** What one can do with a message: by the button beside it, a right click, or a long press. `actions(message)` lists it. */
export function createMenu(actions) {
  const menu = byId('menu');
  let from;

  function open(message, node, { x, y }) {
    const all = actions(message);
    if (all.length === 0) return;
    close();
    from = node.querySelector('.more');
    menu.replaceChildren(
      ...all.map(({ label, run }) =>
        el(
          'button',
          {
            type: 'button',
            role: 'menuitem',
            tabIndex: -1,
            onclick() {
              close();
              run();
            },
          },
          label,
        ),
      ),
    );
    menu.hidden = false;
    menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`;
    from?.setAttribute('aria-expanded', 'true');
    menu.firstElementChild.focus();
  }

  function close(back = true) {
    if (menu.hidden) return;
    menu.hidden = true;
    from?.setAttribute('aria-expanded', 'false');
    if (back) from?.focus();
  }

  menu.addEventListener('keydown', (event) => {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) items[(at + steps[event.key] + items.length) % items.length].focus();
    else if (event.key === 'Home') items[0].focus();
    else if (event.key === 'End') items.at(-1).focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!menu.contains(target)) close(false);
  });

  /** The button, the right click and the long press of one message. */
  function on(message, node) {
    const more = node.querySelector('.more');
    const bubble = node.querySelector('.said');
    more.addEventListener('click', () => {
      const { left, bottom } = more.getBoundingClientRect();
      open(message, node, { x: left, y: bottom + 4 });
    });
    bubble.addEventListener('contextmenu', (event) => {
      if (event.target.closest('a')) return;
      event.preventDefault();
      open(message, node, { x: event.clientX, y: event.clientY });
    });
    let timer;
    const stop = () => clearTimeout(timer);
    bubble.addEventListener('pointerdown', (event) => {
      if (event.pointerType !== 'touch') return;
      const { clientX: x, clientY: y } = event;
      timer = setTimeout(() => open(message, node, { x, y }), PRESS_MS);
    });
    for (const end of ['pointerup', 'pointermove', 'pointercancel']) bubble.addEventListener(end, stop);
  }
  return { on };
}
