// The "editable combobox with list autocomplete" of the WAI-ARIA Authoring
// Practices. The focus stays in the field; aria-activedescendant tells which
// option the arrows have reached.

// Makes a combobox of a field and an empty list. options(query) promises what to
// offer: items with content, the nodes of one option, and sure when Enter may take
// it though no arrow has reached it. choose(item) is called with what was taken,
// cancel() on Escape in an empty field, and idle() on Enter in one.
rolediff.combobox = (input, list, {options, choose, cancel, idle}) => {
  let items = [], active, asked = 0;
  const {el, set} = rolediff;
  const isOpen = () => !list.hidden;
  const show = open => {
    list.hidden = !open;
    set(input, {'aria-expanded': open});
  };
  const mark = i => {
    active = i;
    [...list.children].forEach((o, k) => set(o, {'aria-selected': k == i}));
    const option = list.children[i];
    if (!option) return input.removeAttribute('aria-activedescendant');
    set(input, {'aria-activedescendant': option.id});
    option.scrollIntoView({block: 'nearest'});
  };
  const close = () => {
    asked++;
    show(false);
    mark(-1);
  };
  const open = () => {
    const mine = ++asked;
    return options(input.value).then(found => {
      if (mine != asked || document.activeElement != input) return;
      items = found;
      list.replaceChildren(...found.map((item, i) =>
        el('li', {role: 'option', id: list.id + i, click: () => take(i)}, ...item.content)));
      show(found.length > 0);
      list.scrollTop = 0;
      mark(-1);
    });
  };
  const take = i => {
    input.value = '';
    close();
    choose(items[i]);
  };
  const key = e => {
    const down = e.key == 'ArrowDown', n = items.length;
    if (e.ctrlKey || e.metaKey || e.shiftKey || e.isComposing) return;
    if (down || e.key == 'ArrowUp') {
      e.preventDefault();
      if (e.altKey) down ? open() : close();
      else if (isOpen()) mark(down ? (active + 1) % n : (active < 1 ? n : active) - 1);
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
    } else if (/^(Home|End|Arrow.*)$/.test(e.key)) mark(-1); // the caret moves
  };

  set(input, {
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, blur: close, keydown: key,
    input: () => input.value ? open() : close(),
    click: () => isOpen() ? close() : open(),
  });
  set(list, {role: 'listbox', mousedown: e => e.preventDefault()}); // the field keeps the focus
  close();
};
