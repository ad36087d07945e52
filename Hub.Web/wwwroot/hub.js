// The one script of ours: look, server time, staleness, countdowns, drafts, coming back after a lost circuit.
(() => {
  'use strict';
  const root = document.documentElement;
  const STALE_AFTER = 4000;      // ms of silence; shown at the next tick, so within 5 s
  const GIVE_UP_AFTER = 15;      // ticks of silence of a circuit that Blazor still believes in
  const DRAFT = 'hub.draft.';

  // ---- look: before the first paint
  const darkWished = matchMedia('(prefers-color-scheme: dark)');
  let lookWatch = null;
  const lookChoice = () => stored('hub.look') ?? 'system';
  const isDark = () => lookChoice() === 'dark' || (lookChoice() === 'system' && darkWished.matches);
  function applyLook() {
    root.dataset.look = isDark() ? 'dark' : 'light';
    markLook();
    lookWatch?.invokeMethodAsync('LookChanged', isDark()).catch(() => {});
  }
  function markLook() {
    for (const b of document.querySelectorAll('[data-look-choice]'))
      b.setAttribute('aria-pressed', String(b.dataset.lookChoice === lookChoice()));
  }
  function stored(key) { try { return localStorage.getItem(key); } catch { return null; } }
  function store(key, value) {
    try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* private window: nothing is kept */ }
  }
  darkWished.addEventListener('change', applyLook);
  applyLook();

  // ---- server time: from the last beat on, by a clock that nobody can set
  let beatServer = Number(root.dataset.now) || Date.now();
  let beatLocal = performance.now();
  let dataServer = beatServer;   // as of when the server's data are
  let beaten = false;
  const serverNow = () => beatServer + (performance.now() - beatLocal);
  const interactive = () => root.hasAttribute('data-interactive');
  const isWall = () => document.querySelector('[data-wall]') !== null;

  // ---- writing; the text node stays the same one, since Blazor owns it
  const fill = (pattern, ...args) => pattern.replace(/\{(\d)\}/g, (_, i) => args[i]);
  const two = n => String(n).padStart(2, '0');
  function duration(ms) {
    const s = Math.floor(Math.abs(ms) / 1000), d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
    if (d > 0) return `${fill(root.dataset.textDays, d)} ${two(h)}:${two(m)}`;
    return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${two(m)}:${two(s % 60)}`;
  }
  function write(element, text) {
    const node = element.firstChild;
    if (node?.nodeType === Node.TEXT_NODE) { if (node.nodeValue !== text) node.nodeValue = text; }
    else if (!node) element.textContent = text;
  }
  const formats = new Map();
  function clock(ms, zone) {
    if (!formats.has(zone)) {
      const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
      let format;
      try { format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone || undefined }); } catch { format = new Intl.DateTimeFormat('en-GB', options); }
      formats.set(zone, format);
    }
    return formats.get(zone).format(ms);
  }

  // ---- one tick a second for the whole page
  let silentTicks = 0;
  function tick() {
    const now = serverNow();
    for (const e of document.querySelectorAll('[data-due]')) {
      const left = Number(e.dataset.due) - now, late = left <= 0;
      e.toggleAttribute('data-late', late);
      // a second that has begun still counts: 00:01 until it is over, as the server writes it
      const text = duration(left), plain = 'plain' in e.dataset;
      write(e, !late ? text : plain ? '+' + text : fill(root.dataset.textOverdue, text));
      if (!plain) continue;
      const length = (late ? 1 : 0) + text.length;   // what is set in very large figures must still fit
      if (length > 5) e.dataset.long = length > 7 ? '2' : '1'; else delete e.dataset.long;
    }
    for (const e of document.querySelectorAll('[data-since]')) write(e, duration(Math.max(0, now - Number(e.dataset.since))));
    for (const e of document.querySelectorAll('[data-clock-from]')) {
      const share = (now - Number(e.dataset.clockFrom)) / Number(e.dataset.clockLength);
      e.style.width = `${Math.round(1000 * Math.min(1, Math.max(0, share))) / 10}%`;
      e.parentElement.classList.toggle('is-over', share >= 1);
    }
    // the line of the present in pictures with an axis of time: never beyond its end
    for (const e of document.querySelectorAll('[data-axis-from]'))
      e.style.left = `${5 + 90 * Math.min(1, Math.max(0, (now - Number(e.dataset.axisFrom)) / Number(e.dataset.axisLength)))}%`;
    if (!interactive()) return;
    // old data are old, whether the circuit is silent or the store behind it
    if (now - dataServer >= STALE_AFTER && beaten) showStale(now - dataServer);
    if (performance.now() - beatLocal < STALE_AFTER) silentTicks = 0;
    else if (++silentTicks >= GIVE_UP_AFTER) comeBack(false);
  }
  setInterval(tick, 1000);

  function asOf() {
    for (const e of document.querySelectorAll('[data-as-of]')) write(e, fill(e.dataset.asOf, clock(dataServer, e.dataset.zone), e.dataset.zoneName));
  }
  function showStale(age) {
    const bar = document.getElementById('stale');
    const zone = document.querySelector('[data-as-of]')?.dataset.zone;
    root.setAttribute('data-stale', '');
    if (bar) { bar.hidden = false; write(bar.firstElementChild, fill(root.dataset.textStale, clock(dataServer, zone), duration(age))); }
    for (const e of document.querySelectorAll('[data-command]')) e.inert = true;
  }
  function showLive() {
    if (!root.hasAttribute('data-stale')) return;
    root.removeAttribute('data-stale');
    const bar = document.getElementById('stale');
    if (bar) bar.hidden = true;
    for (const e of document.querySelectorAll('[data-command]')) e.inert = false;
  }
  // commands that were drawn after the page went stale are held back too
  for (const kind of ['click', 'submit', 'keydown'])
    document.addEventListener(kind, e => {
      if (root.hasAttribute('data-stale') && e.target.closest?.('[data-command]')) { e.preventDefault(); e.stopImmediatePropagation(); }
    }, true);

  function beat(serverMs, build, dataMs) {
    beatServer = serverMs;
    dataServer = dataMs;
    beatLocal = performance.now();
    beaten = true;
    silentTicks = 0;
    if (serverMs - dataMs < STALE_AFTER) showLive();
    asOf();
    // an unattended wall shows the page of the server that now answers it; at most once a minute, should nodes differ
    if (build !== root.dataset.build && isWall() && Date.now() - Number(stored('hub.reloaded') ?? 0) > 60000) {
      store('hub.reloaded', String(Date.now()));
      location.reload();
    }
  }

  // ---- coming back: ask until somebody answers, then resume the circuit, or else load the page anew
  let comingBack = false;
  const pause = ms => new Promise(done => setTimeout(done, ms));
  async function alive() {
    try {
      const answer = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(3000) });
      return answer.status < 500;
    } catch { return false; }
  }
  async function comeBack(mayResume) {
    if (comingBack) return;
    comingBack = true;
    for (let wait = 500; ; wait = Math.min(5000, wait * 1.6)) {
      if (await alive()) {
        if (!mayResume) { location.reload(); return; }
        try {
          if (await Blazor.reconnect()) { comingBack = false; return; }
          location.reload();
          return;
        } catch { /* answered, but not yet the circuit */ }
      }
      await pause(wait);
    }
  }

  // ---- drafts
  const draftKey = field => `${DRAFT}${root.dataset.viewer ?? ''}.${field.closest('[data-draft]').dataset.draft}`;
  const fieldOf = element => element.matches('input, textarea') ? element : element.querySelector('input, textarea');
  const restored = new WeakSet();
  function restoreDrafts() {
    for (const element of document.querySelectorAll('[data-draft]')) {
      const field = fieldOf(element);
      if (!field || restored.has(field)) continue;
      restored.add(field);
      const text = stored(draftKey(field));
      // some boxes are filled before anybody types: what was typed and not yet saved goes over that
      if (text && (!field.value || (element.hasAttribute('data-draft-over') && field.value !== text))) {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }
  }
  document.addEventListener('input', e => {
    if (!e.target.closest?.('[data-draft]')) return;
    restored.add(e.target);
    // an emptied box that was filled before is a draft too
    store(draftKey(e.target), e.target.value || (e.target.closest('[data-draft-over]') ? ' ' : null));
    // the version that somebody began to type over: a later one must not be overwritten unseen
    const over = e.target.closest('[data-draft-base]');
    if (over) {
      const key = `${DRAFT}${root.dataset.viewer ?? ''}.${over.dataset.draftBase}`;
      if (stored(key) === null) store(key, over.dataset.version);
    }
  });
  // what scrolls sideways on a narrow screen must be reached without a mouse too
  function reachByKeys() {
    for (const e of document.querySelectorAll('.panel-body.flush, .trend'))
      e.scrollWidth > e.clientWidth + 1 ? e.setAttribute('tabindex', '0') : e.removeAttribute('tabindex');
  }
  addEventListener('resize', reachByKeys);
  function clearDraft(key) { store(`${DRAFT}${root.dataset.viewer ?? ''}.${key}`, null); }
  function clearDrafts(prefix = '') {
    const start = prefix ? `${DRAFT}${root.dataset.viewer ?? ''}.${prefix}` : DRAFT;
    try { for (const key of Object.keys(localStorage)) if (key.startsWith(start)) localStorage.removeItem(key); } catch { /* nothing kept */ }
  }
  document.addEventListener('submit', e => { if (e.target.getAttribute('action') === '/account/sign-out') clearDrafts(); });

  // ---- clicks of the shell
  document.addEventListener('click', e => {
    if (e.target.closest?.('[data-print]')) window.print();
    const look = e.target.closest?.('[data-look-choice]');
    if (look) { store('hub.look', look.dataset.lookChoice === 'system' ? null : look.dataset.lookChoice); applyLook(); }
    for (const menu of document.querySelectorAll('details.menu[open]'))
      if (!menu.contains(e.target) || e.target.closest('.menu-sheet a')) menu.open = false;
  });
  document.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    for (const menu of document.querySelectorAll('details.menu[open]')) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  document.addEventListener('DOMContentLoaded', () => {
    let asked = false;
    const look = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; restoreDrafts(); markLook(); watchEnds(); reachByKeys(); });
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    restoreDrafts();
    markLook();
    tick();
    if (!interactive() || !window.Blazor) return;
    Blazor.start({
      ssr: { disableDomPreservation: true },
      circuit: { reconnectionHandler: { onConnectionDown: () => comeBack(true), onConnectionUp: () => {} } },
    }).catch(() => comeBack(false));
  });

  // ---- three rising tones for a wall, where the browser lets a page sound without a click
  function alarm() {
    try {
      const audio = new AudioContext(), volume = audio.createGain(), tone = audio.createOscillator();
      if (audio.state !== 'running') { audio.close(); return; }
      tone.connect(volume).connect(audio.destination);
      for (let i = 0; i < 9; i++) {
        const at = audio.currentTime + i * .35;
        tone.frequency.setValueAtTime(520 + 160 * (i % 3), at);
        volume.gain.setValueAtTime(.25, at);
        volume.gain.setValueAtTime(0, at + .28);
      }
      tone.start();
      tone.stop(audio.currentTime + 3.2);
      tone.onended = () => audio.close();
    } catch { /* no sound here: the screen says it */ }
  }

  // ---- an entry that a link leads to, in the middle of the window
  // the panels around it come one after the other: it is kept there for as long as they do and nobody has scrolled
  function show(id) {
    const go = () => document.getElementById(id)?.scrollIntoView({ block: 'center' });
    const grown = new ResizeObserver(go), end = () => grown.disconnect();
    for (const kind of ['wheel', 'touchmove', 'keydown', 'pointerdown']) addEventListener(kind, end, { once: true, passive: true });
    setTimeout(end, 3000);
    grown.observe(document.body);
    go();
  }

  // ---- more of a long list as one comes near its end
  const near = new IntersectionObserver(seen => { for (const s of seen) if (s.isIntersecting && !s.target.disabled) s.target.click(); }, { rootMargin: '400px' });
  const watched = new WeakSet();
  function watchEnds() {
    for (const e of document.querySelectorAll('[data-load-more]'))
      if (!watched.has(e)) { watched.add(e); near.observe(e); }
  }

  window.hub = {
    beat,
    show,
    alarm,
    watchLook(watcher) { lookWatch = watcher; return isDark(); },
    unwatchLook() { lookWatch = null; },
    clearDraft,
    clearDrafts,
  };
})();
