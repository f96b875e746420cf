// The picker in the header of every page: roles as chips, a combobox that adds or
// replaces one, and a link to their comparison.
(rd => {
  const {el, set, here} = rd, box = el('div', {id: 'picker'}), most = 6;
  document.querySelector('body > header').append(box);
  let chosen = [], start, shown, replacing, data;

  const chips = el('ul', {'aria-label': 'Chosen', hidden: ''});
  const input = el('input', {id: 'pick', autocomplete: 'off', spellcheck: false});
  const list = el('ul', {id: 'picks', 'aria-label': 'Suggestions'});
  const none = el('p', {class: 'none', hidden: ''});
  const link = el('a', {class: 'go', hidden: ''});
  const status = el('span', {role: 'status', class: 'quiet'});
  set(box, {role: 'group', 'aria-label': 'Compare'}, chips, el('div', {}, input, list, none), link, status);

  const ask = 'Choose two or three to compare';
  const name = text => set(input, {placeholder: text, 'aria-label': text});
  name(ask);
  const say = text => { status.textContent = text; };
  const title = slug => data.by.get(slug).title;
  const sorted = slugs => '' + [...slugs].sort();
  const same = () => sorted(chosen) == start;

  const button = (verb, slug, more, text) => el('button', {type: 'button', title: verb, 'aria-label': verb + ' ' + title(slug), ...more}, text);
  const render = () => {
    chips.replaceChildren(...chosen.map(slug => el('li', {},
      button('Replace', slug, {'aria-pressed': slug == replacing, click: () => {
        replace(slug == replacing ? 0 : slug);
        input.focus();
      }}, title(slug)),
      button('Remove', slug, {click: () => remove(slug)}, '×'))));
    chips.hidden = !chosen[0];
    name(replacing ? 'Instead of ' + title(replacing) : chosen[0] ? 'Add one more' : ask);
    link.hidden = !chosen[1];
    if (!chosen[1]) return;
    // What this page shows already can still be had in another order of columns.
    set(link, {class: same() ? 'go swap' : 'go', href: same() ?
      rd.root + 'compare/index.html#' + [...chosen.slice(1), chosen[0]] : rd.href(chosen)});
    link.textContent = same() ? 'Swap' : 'Compare';
  };
  const replace = slug => {
    replacing = slug;
    render();
  };
  const remove = slug => {
    const i = chosen.indexOf(slug);
    chosen.splice(i, 1);
    replace(0);
    say(title(slug) + ' removed');
    (chosen[0] ? chips.children[Math.min(i, chosen.length - 1)].lastChild : input).focus();
  };

  // Promises the data, and shows the roles of this page once it is there.
  const ready = () => rd.ready().then(d => {
    if (data) return;
    data = d;
    begin();
  });
  const begin = () => {
    shown = '' + here();
    chosen = [...new Set(here())].filter(s => data.by.has(s)).slice(0, most);
    start = sorted(chosen);
    replace(0);
  };
  const empty = text => {
    none.textContent = text;
    none.hidden = !text;
  };

  // Without a query all roles are offered, those of the chosen one's family first.
  const suggest = query => {
    const family = chosen[0] && data.by.get(chosen[0]).family, other = f => f.role.family != family;
    return query.trim() ? rd.find(query) :
      data.list.map(role => ({role})).sort((a, b) => other(a) - other(b));
  };
  const options = query => ready().then(() => {
    const full = chosen.length >= most && !replacing;
    const found = full ? [] : suggest(query).filter(f => !chosen.includes(f.role.slug)).slice(0, 200), n = found.length;
    empty(n ? '' : full ? `${most} ${data.many} at most` : `No ${data.one} found`);
    say(n ? n + ' ' + (n > 1 ? data.many : data.one) : none.textContent);
    return found.map(({role, rank, alias, summary}) => ({
      role, sure: rank < 2 || n == 1,
      content: [alias ? alias + ' → ' : '', role.title, ' ', el('small', {}, summary ? role.summary : role.family)],
    }));
  }, () => {
    empty('The list could not be loaded');
    return [];
  });

  rd.combobox(input, list, {
    options,
    choose: ({role}) => {
      say(role.title + (replacing ? ' instead of ' + title(replacing) : ' added'));
      chosen.splice(replacing ? chosen.indexOf(replacing) : chosen.length, 1, role.slug);
      replace(0);
    },
    cancel: () => data && replace(0),
    idle: () => { if (chosen[1] && !same()) link.click(); },
  });
  const quietly = () => ready().catch(() => {}); // options tells when it is in the way
  set(input, {focus: quietly, blur: () => empty('')});
  addEventListener('hashchange', () => { if (data && here() != shown) begin(); });
  if (here()[0]) (window.requestIdleCallback || setTimeout)(quietly);
})(rolediff);
