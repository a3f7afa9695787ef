/**
 * What the page does in the browser: puts in what changed where it changed, so that focus, selection and what is folded
 * out stay; tells times as ages; and says that it does not know when it hears nothing. It makes no markup of its own.
 */
export const SCRIPT = `'use strict';
(() => {
  const LOST_AFTER = 15000;
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  // What the watch's clock is ahead of this one.
  let [ahead, heard, heardAt] = [0, Date.now(), ''];

  function connect() {
    const events = new EventSource('events');
    events.addEventListener('build', ({ data }) => {
      if (data !== root.dataset.build) location.reload();
    });
    events.addEventListener('parts', ({ data }) => {
      const { at, parts } = JSON.parse(data);
      for (const { id, html } of parts) put(byId(id), html);
      alive(at);
    });
    events.addEventListener('beat', ({ data }) => alive(JSON.parse(data).at));
    events.addEventListener('error', () => {
      lost();
      // Refused: it does not try again by itself.
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
    });
  }

  function alive(at) {
    [heard, heardAt, ahead] = [Date.now(), at, Date.parse(at) - Date.now()];
    root.classList.add('live');
    if (root.classList.contains('lost')) byId('lost').replaceChildren();
    root.classList.remove('lost');
    byId('lost').hidden = true;
    byId('link').textContent = 'live';
    tick();
  }

  function lost() {
    if (root.classList.contains('lost')) return;
    root.classList.remove('live');
    root.classList.add('lost');
    const [box, heading, text] = ['div', 'h1', 'p'].map((name) => document.createElement(name));
    heading.textContent = 'Not known';
    const then = heardAt === '' ? 'when it was loaded' : 'at ' + new Date(heardAt).toLocaleTimeString();
    text.textContent = 'This page hears nothing from the watch. What stands below is how it was ' + then + '.';
    box.append(heading, text);
    byId('lost').hidden = false;
    byId('lost').replaceChildren(box);
    byId('link').textContent = 'not connected';
    title();
  }

  function put(element, html) {
    const made = document.createElement('template');
    made.innerHTML = html;
    children(element, made.content);
  }

  // Makes the children of one like those of the other, and leaves alone what is so already.
  function children(from, to) {
    const wanted = [...to.childNodes];
    wanted.forEach((node, i) => {
      const now = from.childNodes[i];
      if (now === undefined) from.append(node);
      else if (now.nodeName !== node.nodeName) now.replaceWith(node);
      else same(now, node);
    });
    while (from.childNodes.length > wanted.length) from.lastChild.remove();
  }

  function same(now, node) {
    if (now.nodeType !== Node.ELEMENT_NODE) {
      if (now.nodeValue !== node.nodeValue) now.nodeValue = node.nodeValue;
      return;
    }
    const isAge = now.hasAttribute('data-ago') && now.dateTime === node.dateTime;
    for (const { name } of [...now.attributes]) {
      if (!node.hasAttribute(name) && !(name === 'open' || name === 'title')) now.removeAttribute(name);
    }
    for (const { name, value } of node.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    if (!isAge) children(now, node);
  }

  const STEPS = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  function age(seconds) {
    const i = STEPS.findIndex(([step]) => seconds >= step);
    if (i < 0) return 'just now';
    const [[step, unit], smaller] = [STEPS[i], STEPS[i + 1]];
    const rest = smaller === undefined || seconds >= 10 * step ? 0 : Math.floor((seconds % step) / smaller[0]);
    return Math.floor(seconds / step) + ' ' + unit + (rest > 0 ? ' ' + rest + ' ' + smaller[1] : '') + ' ago';
  }

  function tick() {
    for (const time of document.querySelectorAll('time[data-ago]')) {
      const at = Date.parse(time.dateTime);
      const text = age(Math.max(0, Math.floor((Date.now() + ahead - at) / 1000)));
      if (time.textContent !== text) time.textContent = text;
      const whole = new Date(at).toLocaleString();
      if (time.title !== whole) time.title = whole;
    }
    title();
    if (Date.now() - heard > LOST_AFTER) lost();
  }

  function title() {
    const isLost = root.classList.contains('lost');
    const said = isLost ? 'Not known' : document.querySelector('#verdict [role=status]').textContent;
    const mark = isLost ? '?' : document.querySelector('#verdict .ready') ? '✓' : '✕';
    const text = mark + ' ' + said + ' · crosstally watch';
    if (document.title !== text) document.title = text;
  }

  // A page that comes back from a browser's own store has not listened meanwhile.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  setInterval(tick, 1000);
  tick();
  connect();
})();
`;
