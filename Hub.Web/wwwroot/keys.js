// The keyboard: search, single keys on rows, sheets, a focus and a press that are never lost, commands that show that they work.
(() => {
  'use strict';
  const OFF = 'hub.keys';
  const stored = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const singleKeys = () => stored(OFF) !== 'off';
  const typing = e => e instanceof Element && (e.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]') || e.closest('[role=listbox], [role=menu]') !== null);
  const sheetOpen = () => document.querySelector('dialog[open], .mud-dialog, .mud-popover-open') !== null;
  const shown = e => e.offsetParent !== null && !e.closest('[inert]');

  // ---- sheets: native dialogs, which hold the focus in and give it back
  function open(id) {
    const sheet = document.getElementById(id);
    if (!(sheet instanceof HTMLDialogElement) || sheet.open) return false;
    for (const other of document.querySelectorAll('dialog[open]')) other.close();
    sheet.showModal();
    const field = sheet.querySelector('input[type=search]');
    if (field) { field.focus(); field.select(); choose(sheet, 0); }
    return true;
  }
  document.addEventListener('click', e => {
    const opener = e.target.closest?.('[data-open]');
    if (opener) { open(opener.dataset.open.slice(1)); return; }
    const sheet = e.target.closest?.('dialog.sheet');
    if (!sheet) return;
    const option = e.target.closest('[data-go]');
    if (option) go(sheet, option);
    else if (e.target === sheet || e.target.closest('[data-close]')) sheet.close();
  });

  // ---- the list of what was found: the focus stays in the field, the chosen line is told to screen readers
  const options = sheet => [...sheet.querySelectorAll('[role=option]')];
  function choose(sheet, index) {
    const field = sheet.querySelector('[role=combobox]'), all = options(sheet);
    if (!field) return;
    all.forEach((o, i) => o.setAttribute('aria-selected', String(i === index)));
    const chosen = all[index];
    if (!chosen) { field.removeAttribute('aria-activedescendant'); return; }
    field.setAttribute('aria-activedescendant', chosen.id);
    chosen.scrollIntoView({ block: 'nearest' });
  }
  function go(sheet, option) {
    sheet.close();
    Blazor.navigateTo(option.dataset.go);
  }
  document.addEventListener('keydown', e => {
    const sheet = e.target.closest?.('dialog.search-sheet');
    if (!sheet || !e.target.matches('[role=combobox]') || e.isComposing) return;
    const all = options(sheet), at = all.findIndex(o => o.getAttribute('aria-selected') === 'true');
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (all.length) choose(sheet, (at + (e.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length);
    } else if (e.key === 'Enter' && all[at]) { e.preventDefault(); go(sheet, all[at]); }
  });
  function lookAtList() {
    for (const sheet of document.querySelectorAll('dialog.search-sheet[open]'))
      if (options(sheet).filter(o => o.getAttribute('aria-selected') === 'true').length !== 1 || !sheet.querySelector('[aria-activedescendant]')?.isConnected) choose(sheet, 0);
  }

  // ---- rows: the one that has the focus is the chosen one
  const rows = () => [...document.querySelectorAll('main [data-row]')].filter(shown);
  const rowNow = () => document.activeElement?.closest?.('[data-row]') ?? null;
  function step(by) {
    const all = rows(), at = all.indexOf(rowNow());
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
    if (!next) return false;
    focusRow(next);
    return true;
  }
  function focusRow(row) {
    if (!row.hasAttribute('tabindex')) row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
  function press(key) {
    const row = rowNow();
    const target = row?.querySelector(`[data-key="${key}"]`) ?? (row ? null : rows().find(r => r.querySelector(`[data-key="${key}"]`)));
    if (!target) return false;
    // nothing is done to a row that nobody has chosen: the first press chooses it
    if (!row) focusRow(target.closest('[data-row]')); else if (!target.disabled) target.click();
    return true;
  }
  document.addEventListener('keydown', e => {
    if (e.isComposing || e.defaultPrevented) return;
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === 'k') { if (document.getElementById('search')) { e.preventDefault(); open('search'); } return; }
    if (e.ctrlKey || e.metaKey || e.altKey || !singleKeys() || typing(e.target) || sheetOpen()) return;
    const done = (() => {
      switch (e.key) {
        case 'j': return step(1);
        case 'k': return step(-1);
        case 'ArrowDown': return rowNow() !== null && step(1);
        case 'ArrowUp': return rowNow() !== null && step(-1);
        case 'a': case 'o': return e.repeat || press(e.key);   // a key that is held down answers one row, not all of them
        case 'r': { const link = document.querySelector('[data-key="r"]'); link?.click(); return !!link; }
        case '?': return open('keys');
        default: return false;
      }
    })();
    if (done) e.preventDefault();
  });

  // ---- single keys can be switched off (WCAG 2.1.4)
  function showSwitch() {
    for (const box of document.querySelectorAll('[data-keys-switch]')) box.checked = singleKeys();
    document.documentElement.toggleAttribute('data-no-keys', !singleKeys());
  }
  document.addEventListener('change', e => {
    if (!e.target.matches?.('[data-keys-switch]')) return;
    try { e.target.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, 'off'); } catch { /* private window: until the page is left */ }
    showSwitch();
  });

  // ---- focus: what had it was removed, as by the command that it gave; it goes to what stands in its place
  let last = null, lastRows = null, lastAt = -1, heldBack = false;
  document.addEventListener('focusin', e => {
    last = e.target;
    // a dialog belongs to the row that it was opened from
    if (e.target.closest('.mud-dialog, .mud-popover, dialog')) return;
    const row = e.target.closest('[data-row]');
    lastRows = row ? row.parentElement : null;
    lastAt = row ? [...row.parentElement.children].indexOf(row) : -1;
  });
  function keepFocus() {
    if (!last) return;
    const lost = !document.activeElement || document.activeElement === document.body;
    if (last.isConnected) {
      // a button that was held back while it worked lets the focus go
      if (last.disabled) { heldBack = true; return; }
      if (heldBack && lost) last.focus({ preventScroll: true });
      heldBack = false;
      return;
    }
    if (!lost || sheetOpen()) return;
    const here = lastRows?.isConnected ? [...lastRows.children].filter(r => r.matches('[data-row]') && shown(r)) : [];
    const next = here[Math.min(lastAt, here.length - 1)] ?? document.querySelector('main h1');
    if (!next) return;
    last = null;
    if (next.matches('[data-row]')) focusRow(next);
    else { if (!next.hasAttribute('tabindex')) next.tabIndex = -1; next.focus(); }
  }

  // ---- what news put under a resting hand takes no press for half a second: it was meant for what stood there before, and an
  //      acknowledgement of what nobody has read would stop its ladder
  const SETTLED_AFTER = 500;     // ms; longer than it takes to see the change and to hold the finger back
  const stands = new WeakMap();  // row -> { top, since }
  const hadRows = new WeakSet(); // lists that have shown a row: what comes into an empty one stands where nothing stood
  let tooSoon = null;
  function noteRows() {
    const now = performance.now(), lists = new Set();
    for (const row of document.querySelectorAll('main .task[data-row]')) {
      const top = row.getBoundingClientRect().top + scrollY, known = stands.get(row), list = row.parentElement;
      if (known && Math.abs(known.top - top) <= 4) continue;
      stands.set(row, { top, since: known || hadRows.has(list) ? now : -Infinity });
      lists.add(list);
    }
    for (const list of lists) hadRows.add(list);
  }
  document.addEventListener('keydown', () => { tooSoon = null; }, true);
  document.addEventListener('pointerdown', e => {
    noteRows();
    const row = e.target.closest?.('main .task[data-row]');
    tooSoon = row && performance.now() - stands.get(row).since < SETTLED_AFTER ? row : null;
  }, true);
  document.addEventListener('click', e => {
    const row = tooSoon;
    tooSoon = null;
    if (!row?.contains(e.target) || !e.target.closest('button, a[href]')) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    row.dataset.heldBack = '';
    setTimeout(() => { delete row.dataset.heldBack; }, 1500);
  }, true);

  // ---- a press belongs to the button on which it began, also when news or a field just left moved the page before the finger was up
  const HELD_STILL = 4;          // px
  let held = null;
  const placeOf = e => { const r = e.getBoundingClientRect(); return { left: r.left, top: r.top }; };
  document.addEventListener('pointerdown', e => {
    const button = e.isPrimary && e.button === 0 ? e.target.closest?.('button, a[href], summary') : null;
    held = button && { button, x: e.clientX, y: e.clientY, at: placeOf(button) };
  }, true);
  document.addEventListener('pointercancel', () => { held = null; }, true);
  document.addEventListener('pointerup', e => {
    const began = held;
    held = null;
    if (!began || !began.button.isConnected || began.button.contains(e.target)) return;
    const at = placeOf(began.button);
    const movedAway = Math.hypot(at.left - began.at.left, at.top - began.at.top) > 1;
    if (movedAway && Math.hypot(e.clientX - began.x, e.clientY - began.y) <= HELD_STILL) began.button.click();
  }, true);

  // ---- a command that takes longer than half a second shows that it works; the server holds it back from a second press
  let waited = null;
  document.addEventListener('click', e => {
    const button = e.target.closest?.('button[data-command]');
    if (!button || button.disabled) return;
    clearTimeout(waited?.timer);
    waited = { button, timer: setTimeout(() => { if (button.isConnected && button.disabled) button.setAttribute('aria-busy', 'true'); }, 500) };
  });
  function endBusy() {
    for (const button of document.querySelectorAll('button[aria-busy=true]')) if (!button.disabled) button.removeAttribute('aria-busy');
  }

  document.addEventListener('DOMContentLoaded', () => {
    let asked = false;
    const look = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; lookAtList(); noteRows(); keepFocus(); endBusy(); showSwitch(); });
    };
    // what moves a row without changing the tree: another size of the window, a font that arrives, a longer text in a line
    setInterval(noteRows, 250);
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    showSwitch();
  });
})();
