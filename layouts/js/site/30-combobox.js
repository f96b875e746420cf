// The "editable combobox with list autocomplete" of the WAI-ARIA Authoring
// Practices. The focus stays in the field; aria-activedescendant tells which
// option the arrows have reached.
(() => {
  'use strict';

  // Makes a combobox of a field and an empty list. options(query) promises what
  // to offer: items with content, the nodes of one option, and sure when Enter may
  // take it though no arrow has reached it. choose(item) is called with what was
  // taken, cancel() on Escape in an empty field, and idle() on Enter in one.
  rolediff.combobox = (input, list, {options, choose, cancel, idle}) => {
    let items = [], active = -1, asked = 0;
    const set = (name, value) => input.setAttribute('aria-' + name, value);
    const isOpen = () => !list.hidden;

    const mark = i => {
      active = i;
      [...list.children].forEach((o, k) => o.setAttribute('aria-selected', k == i));
      const option = list.children[i];
      if (!option) return input.removeAttribute('aria-activedescendant');
      set('activedescendant', option.id);
      option.scrollIntoView({block: 'nearest'});
    };
    const close = () => {
      asked++;
      list.hidden = true;
      set('expanded', false);
      mark(-1);
    };
    const open = () => {
      const mine = ++asked;
      return options(input.value).then(found => {
        if (mine != asked || document.activeElement != input) return;
        items = found;
        list.replaceChildren(...found.map((item, i) => rolediff.el('li', {
          role: 'option', id: list.id + i, 'aria-selected': false, click: () => take(i),
        }, ...item.content)));
        list.hidden = !found.length;
        set('expanded', isOpen());
        list.scrollTop = 0;
        mark(-1);
      });
    };
    const take = i => {
      const item = items[i];
      input.value = '';
      close();
      choose(item);
    };

    input.setAttribute('role', 'combobox');
    set('autocomplete', 'list');
    set('controls', list.id);
    list.setAttribute('role', 'listbox');
    list.addEventListener('mousedown', e => e.preventDefault()); // the field keeps the focus
    close();
    input.addEventListener('input', () => input.value ? open() : close());
    input.addEventListener('click', () => isOpen() ? close() : open());
    input.addEventListener('blur', close);
    input.addEventListener('keydown', e => {
      if (e.ctrlKey || e.metaKey || e.shiftKey || e.isComposing) return;
      const down = e.key == 'ArrowDown';
      if (down || e.key == 'ArrowUp') {
        e.preventDefault();
        if (e.altKey) down ? open() : close();
        else if (isOpen()) mark(down ? (active + 1) % items.length : (active < 1 ? items.length : active) - 1);
        else open().then(() => isOpen() && mark(down ? 0 : items.length - 1));
      } else if (e.key == 'Enter') {
        e.preventDefault();
        if (isOpen() && active >= 0) take(active);
        else if (input.value) open().then(() => isOpen() && items[0].sure ? take(0) : close());
        else isOpen() ? close() : idle();
      } else if (e.key == 'Escape') {
        if (isOpen()) close();
        else if (input.value) input.value = '';
        else cancel();
      } else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(e.key)) mark(-1); // the caret moves
    });
  };
})();
