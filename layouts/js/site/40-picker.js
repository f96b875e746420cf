// The picker in the header of every page: roles as chips, a combobox that adds or
// replaces one, and a link to their comparison.
(() => {
  'use strict';
  const {el} = rolediff, box = document.getElementById('picker'), most = 6;
  if (!box) return;
  let chosen = [], start = '', replacing = '', data;

  const chips = el('ul', {'aria-label': 'Chosen'});
  const input = el('input', {id: 'pick', type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-label': 'Compare'});
  const list = el('ul', {id: 'picks', 'aria-label': 'Suggestions'});
  const none = el('p', {class: 'none', hidden: ''});
  const link = el('a', {class: 'go'}, 'Compare');
  const status = el('span', {role: 'status', class: 'quiet'});
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', 'Compare');
  box.append(chips, el('div', {}, input, list, none), link, status);

  const say = text => { status.textContent = text; };
  const title = slug => data.by.get(slug).title;
  const sorted = slugs => '' + [...slugs].sort();

  const render = () => {
    chips.replaceChildren(...chosen.map(slug => el('li', {},
      el('button', {
        type: 'button', 'aria-label': 'Replace ' + title(slug), 'aria-pressed': slug == replacing, title: 'Replace',
        click: () => {
          replacing = slug == replacing ? '' : slug;
          render();
          input.focus();
        },
      }, title(slug)),
      el('button', {type: 'button', 'aria-label': 'Remove ' + title(slug), title: 'Remove', click: () => remove(slug)}, '×'))));
    chips.hidden = !chosen.length;
    const label = replacing ? 'Instead of ' + title(replacing) : chosen.length ? 'Add a ' + data.one : 'Compare ' + data.many;
    input.placeholder = label;
    input.setAttribute('aria-label', label);
    link.hidden = chosen.length < 2;
    // What this page shows already can still be had in another order of columns.
    const same = sorted(chosen) == start;
    link.textContent = same ? 'Swap' : 'Compare';
    link.classList.toggle('swap', same);
    if (same) link.href = rolediff.root + 'compare/index.html#' + [...chosen.slice(1), chosen[0]];
    else if (!link.hidden) link.href = rolediff.href(chosen);
  };

  const remove = slug => {
    const i = chosen.indexOf(slug);
    chosen.splice(i, 1);
    if (replacing == slug) replacing = '';
    render();
    say(title(slug) + ' removed');
    (chips.children[Math.min(i, chosen.length - 1)]?.lastChild || input).focus();
  };

  // Promises the data, and shows the roles of this page once it is there.
  const ready = () => rolediff.ready().then(d => {
    if (!data) {
      data = d;
      begin();
    }
  }, () => { none.textContent = 'The list could not be loaded.'; none.hidden = false; });
  const begin = () => {
    chosen = [...new Set(rolediff.here())].filter(s => data.by.has(s)).slice(0, most);
    start = sorted(chosen);
    replacing = '';
    render();
  };

  // Without a query all roles are offered, those of the chosen one's family first.
  const suggest = query => {
    if (query.trim()) return rolediff.find(query);
    const family = chosen.length && data.by.get(chosen[0]).family;
    const other = role => role.family != family;
    return data.list.map(role => ({role})).sort((a, b) => other(a.role) - other(b.role) || a.role.index - b.role.index);
  };

  rolediff.combobox(input, list, {
    options: query => ready().then(() => {
      none.hidden = true;
      if (!data) return [];
      const full = chosen.length >= most && !replacing;
      const found = full ? [] : suggest(query).filter(f => !chosen.includes(f.role.slug)).slice(0, 200);
      if (!found.length) none.textContent = full ? `${most} ${data.many} at most` : `No ${data.one} found`;
      none.hidden = found.length > 0;
      say(found.length ? `${found.length} ${found.length > 1 ? data.many : data.one}` : none.textContent);
      return found.map(({role, rank, alias, summary}) => ({
        role, sure: rank < 2 || found.length == 1,
        content: [alias ? alias + ' → ' + role.title : role.title, ' ', el('small', {}, summary ? role.summary : role.family)],
      }));
    }),
    choose: ({role}) => {
      say(role.title + (replacing ? ' instead of ' + title(replacing) : ' added'));
      if (replacing) chosen[chosen.indexOf(replacing)] = role.slug;
      else chosen.push(role.slug);
      replacing = '';
      render();
      link.scrollIntoView?.({block: 'nearest'});
    },
    cancel: () => {
      if (replacing) {
        replacing = '';
        render();
      }
    },
    idle: () => { if (!link.hidden && sorted(chosen) != start) link.click(); },
  });
  input.placeholder = 'Compare';
  input.addEventListener('blur', () => { none.hidden = true; });
  input.addEventListener('focus', ready);
  addEventListener('hashchange', () => { if (data && '' + rolediff.here() != chosen) begin(); });
  if (rolediff.here().length) (window.requestIdleCallback || setTimeout)(ready);
})();
