/** An element with properties, attributes (`aria-…`, `data-…`) and children. Text only ever becomes text. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (name in node && !name.includes('-')) node[name] = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

/** The colour of somebody's picture: always the same one. */
export function tint(id) {
  if (id === 'bot') return 'tint-bot';
  let sum = 0;
  for (const letter of id) sum = (sum * 131 + letter.codePointAt(0)) % 9973;
  return `tint-${sum % 7}`;
}

export function avatar(id, name) {
  return el('span', { class: `avatar ${tint(id)}`, 'aria-hidden': 'true' }, [...name][0] ?? '?');
}
